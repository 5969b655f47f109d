"""BFCL: Berkeley Function Calling Leaderboard, through its own package in a Python of its own."""
