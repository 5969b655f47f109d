"""Environments whose tools are foreign Python (kind `python`): the same sessions, run behind walls.

`environment.py` and `session.py` stand in for those of SQL environments; `folder.py` is how one lies on disk.
"""

from environments.imported.environment import PythonEnvironment
from environments.imported.folder import is_imported, read_imported, write_imported
from environments.imported.records import ForeignVerifier, ImportedContent, PythonTool
from environments.imported.session import PythonSession

__all__ = [
    "ForeignVerifier",
    "ImportedContent",
    "PythonEnvironment",
    "PythonSession",
    "PythonTool",
    "is_imported",
    "read_imported",
    "write_imported",
]
