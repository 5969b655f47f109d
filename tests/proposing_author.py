"""An author that proposes without end and makes the railway club of everything."""

from collections.abc import Sequence

from authors.procedural.proposing import propose
from schemas import Scenario
from tests.folder_author import FolderAuthor


class ProposingAuthor(FolderAuthor):
    def categories(self) -> Sequence[str]:
        return ("Food", "Land", "Water")

    def propose_scenario(self, category: str, number: int) -> Scenario:
        return propose(category, number, 7)
