"""Write tasks for any environment, whoever made it: do something first, then say what was done.

Reads the published semantic layer, and infers it from the database where there is none. The ideas of the procedural
author's tasks without its world: what it needs to know of tools it finds out by calling them.
"""

from authors.weaving.weaver import VERSION, WEAVER, weave_tasks

__all__ = ["VERSION", "WEAVER", "weave_tasks"]
