"""What the process of a module says first in its reply to a call."""

OK, ERROR, BROKEN = 0, 1, 2
"""An answer; an error for the agent; a misunderstanding about which database is on the table."""
