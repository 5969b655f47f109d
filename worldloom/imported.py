"""Imported environments of the data root: folders of foreign code, beside what the catalog knows.

In:  settings.
Out: what there is, as the list of environments shows it, and the folder that a reference means.
Never here: running foreign code.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from worldloom.settings import Settings, imported_folder

if TYPE_CHECKING:
    from artifacts import EnvironmentEntry

CATEGORY = "imported"
MARK = "imported"
"""In the place of a version: the imported one of two environments of a name."""


def imported_environments(settings: Settings) -> "dict[str, tuple[EnvironmentEntry, Path]]":
    """What was imported, by reference, in the order of names. A folder whose manifest cannot be read is none."""
    manifests = sorted(imported_folder(settings.home).glob("*/environment.json"))
    if not manifests:  # most collections have none, and the schemas take half a second to import
        return {}
    from artifacts import EnvironmentEntry
    from schemas import EnvironmentManifest

    found = {}
    for path in manifests:
        try:
            manifest = EnvironmentManifest.model_validate_json(path.read_bytes())
        except (OSError, ValueError):
            continue
        known = manifest.provenance
        entry = EnvironmentEntry(
            name=manifest.name,
            version=manifest.version,
            artifact_id="",
            bundle=f"{path.parent.parent.name}/{path.parent.name}",
            title=manifest.title,
            category=CATEGORY,
            kind="python",
            tables=int(known.get("tables", 0)),
            rows=int(known.get("rows", 0)),
            tools=int(known.get("tools", 0)),
            tasks=int(known.get("tasks", 0)),
        )
        is_published = _is_published(settings, entry.reference)
        found[f"{entry.name}@{MARK}" if is_published else entry.reference] = entry, path.parent
    return found


def imported_under(settings: Settings, reference: str) -> Path | None:
    """The folder of an imported environment; None where the reference means none, or a published one has that name."""
    name, _, version = reference.partition("@")
    folder = imported_folder(settings.home) / name
    if version not in ("", "1", MARK) or not (folder / "module.py").is_file():
        return None
    return folder if version == MARK or not _is_published(settings, reference) else None


def _is_published(settings: Settings, reference: str) -> bool:
    workspace = settings.workspace()
    if workspace.is_new:
        return False
    entries = workspace.catalog.environments("published", name=reference.partition("@")[0])
    return any(reference in (entry.name, entry.reference) for entry in entries)
