"""Build a playground: publish the little houses that a recipe trains a tiny model in.

In:  a workspace, how many. Out: their entries in the catalog; those that are published already are found.
"""

from artifacts import EnvironmentEntry, Workspace
from tasks.take_in import take_in
from training.local.playground import name_of, playground

SOURCE = "playground"


def build_playground(workspace: Workspace, houses: int) -> list[EnvironmentEntry]:
    """Houses 1 to `houses`, certified and published."""
    published = {entry.name: entry for entry in workspace.catalog.environments("published")}
    entries = []
    for number in range(1, houses + 1):
        known = published.get(name_of(number))
        if known is None:
            manifest = take_in(workspace, playground(number), SOURCE)
            known = workspace.catalog.find(f"{manifest.name}@{manifest.version}")
        entries.append(known)
    return entries
