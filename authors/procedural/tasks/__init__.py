"""Tasks: carried out first, said afterwards, proven by what they changed."""

from authors.procedural.tasks.wish import Wish
from authors.procedural.tasks.writing import write_tasks

__all__ = ["Wish", "write_tasks"]
