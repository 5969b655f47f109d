"""OpenEnv's interface, spoken by our own server: its clients connect to an environment here as to one of theirs.

Nothing here imports the package `openenv`, whose pins conflict with ours; what it sends and expects was read off it.
Source: OpenEnv, RFCs 001 to 005 and 008, package `openenv` 0.10.
"""
