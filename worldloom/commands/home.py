"""`worldloom home`: which data root is used, and why."""

from worldloom.console import out, print_json
from worldloom.options import AsJson, Home
from worldloom.settings import read_settings


def home(home: Home = None, as_json: AsJson = False) -> None:
    """Say which data root is used, and what decided it."""
    settings = read_settings(home)
    if as_json:
        print_json({"home": str(settings.home), "decided_by": settings.source, "exists": settings.home.exists()})
    else:
        out.print(f"{settings.home} (decided by {settings.source})", soft_wrap=True)
