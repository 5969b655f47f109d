"""Settings: the only place where the process's environment is read.

In:  WORLDLOOM_* variables, a `--home` option. Out: `Settings`, passed on as values.
"""

import os
import shlex
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from artifacts import Workspace, WorkspaceError

if TYPE_CHECKING:
    from authors.llm.settings import LlmSettings

HOME_VARIABLE = "WORLDLOOM_HOME"
DEFAULT_HOME = Path(".worldloom")

_PREFECT_DEFAULTS = {
    # The embedded server takes 5 to 20 s to start; Prefect gives up after 20 by default.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The embedded server is stopped when the run ends; small batches written often lose fewer task-run rows then.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    # Whole seconds: Prefect 3.8 cuts 0.5 down to 0, and its server then spins on a core of its own.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_CLI_WRAP_LINES": "false",
}


@dataclass(frozen=True)
class Settings:
    """Where data lives."""

    home: Path
    """The data root, absolute."""
    source: str
    """What decided it, for people."""
    catalog_url: str | None = None
    store_url: str | None = None
    events_url: str | None = None
    """Where OpenLineage events go; None where nobody wants any."""

    @property
    def option(self) -> str:
        """What a command that is printed for the user to give next must say of this root: nothing where it finds it."""
        return f" --home {shlex.quote(str(self.home))}" if self.source == "--home" else ""

    def workspace(self) -> Workspace:
        """The workspace of this root; opening it touches nothing yet."""
        return Workspace(self.home, catalog_url=self.catalog_url, store_url=self.store_url, events_url=self.events_url)


def read_settings(home: Path | None = None) -> Settings:
    """The settings: `--home` first, then WORLDLOOM_HOME, then `.worldloom` in the working directory."""
    named = os.environ.get(HOME_VARIABLE)
    if home is not None:
        chosen, source = home, "--home"
    elif named:
        chosen, source = Path(named), HOME_VARIABLE
    else:
        chosen, source = DEFAULT_HOME, "the default"
    return Settings(
        home=chosen.expanduser().absolute(),
        source=source,
        catalog_url=os.environ.get("WORLDLOOM_CATALOG") or None,
        store_url=os.environ.get("WORLDLOOM_STORE") or None,
        events_url=os.environ.get("WORLDLOOM_OPENLINEAGE") or None,
    )


@dataclass(frozen=True)
class Steps:
    """Where the steps of a flow run."""

    runner: Literal["threads", "ray"]
    ray_address: str | None
    """Of a cluster; None starts one on this machine."""


def read_steps() -> Steps:
    """WORLDLOOM_TASK_RUNNER and RAY_ADDRESS.

    Raises:
        WorkspaceError: the runner is none that is known, or there is no server that a cluster could reach.
    """
    runner = os.environ.get("WORLDLOOM_TASK_RUNNER") or "threads"
    if runner not in ("threads", "ray"):
        raise WorkspaceError(f"WORLDLOOM_TASK_RUNNER is {runner!r}; it can be threads or ray.")
    if runner == "ray" and not os.environ.get("PREFECT_API_URL"):
        raise WorkspaceError(
            "Steps on Ray report to a Prefect server that every machine reaches, and PREFECT_API_URL names none. "
            "Start one (`prefect server start`) and set it, or leave WORLDLOOM_TASK_RUNNER unset."
        )
    return Steps(cast(Literal["threads", "ray"], runner), os.environ.get("RAY_ADDRESS") or None)


def read_llm_settings(home: Path, **given: Any) -> "LlmSettings | None":
    """How a model is reached: options first, then WORLDLOOM_LLM_*, then OPENAI_*; None where no model is named.

    Raises:
        AuthorError: a setting that cannot work; says which.
    """
    from authors.llm.settings import DEFAULT_URL, LlmSettings, price_of

    chosen = {name: value for name, value in given.items() if value is not None}
    model = chosen.pop("model", None) or os.environ.get("WORLDLOOM_LLM_MODEL", "")
    if not model:
        return None
    for name, read in _LLM_VARIABLES.items():
        if name not in chosen and (text := os.environ.get(f"WORLDLOOM_LLM_{name.upper()}")):
            chosen[name] = _number(name, text, read)
    url = chosen.pop("base_url", None) or os.environ.get("OPENAI_BASE_URL") or DEFAULT_URL
    prices = os.environ.get("WORLDLOOM_LLM_PRICES")
    if prices:
        price_in, price_out = price_of(Path(prices), model)
        chosen = {"price_in": price_in, "price_out": price_out, **chosen}
    key = os.environ.get("WORLDLOOM_LLM_KEY") or os.environ.get("OPENAI_API_KEY") or ""
    return LlmSettings(model, url, key, **{"records": str(home / "llm"), **chosen})


def is_yes(text: str) -> bool:
    """A switch in the process's environment.

    Raises:
        ValueError: it is neither on nor off.
    """
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError(text)


_LLM_VARIABLES: dict[str, Callable[[str], Any]] = {
    "base_url": str, "mode": str, "concurrency": int, "timeout_s": float, "tries": int, "repairs": int,
    "max_tokens": int, "stream": is_yes, "price_in": float, "price_out": float, "budget_usd": float, "replay": str,
}  # fmt: skip


def _number(name: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except ValueError:
        from authors import AuthorError

        kind = "switch (1 or 0)" if read is is_yes else "number"
        raise AuthorError(f"WORLDLOOM_LLM_{name.upper()} must be a {kind}, not {text[:40]!r}.") from None


def prefect_home() -> Path:
    """Where Prefect keeps its own state."""
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()


def prefect_pages() -> str | None:
    """Where Prefect's pages are, as far as this process is told: PREFECT_UI_URL, else the server of PREFECT_API_URL."""
    pages = os.environ.get("PREFECT_UI_URL")
    server = os.environ.get("PREFECT_API_URL", "")
    if not pages and server.rstrip("/").endswith("/api"):
        pages = server.rstrip("/").removesuffix("/api")
    return pages.rstrip("/") if pages else None


def prepare_prefect(quiet: bool) -> None:
    """Set Prefect's defaults for an embedded run, where the user has not set them; before Prefect is imported.

    Raises:
        WorkspaceError: Prefect's own folder cannot be written: its server would only say so after its time-out.
    """
    for name, value in _PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    folder = prefect_home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise WorkspaceError(
            f"Prefect keeps its own state in {folder}, which cannot be written ({fault.strerror}). "
            "Set PREFECT_HOME to a folder that can, or PREFECT_API_URL to a server."
        ) from None
    if quiet:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
        os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "ERROR")


def imported_folder(home: Path) -> Path:
    """Where imported environments of foreign code lie, a folder each."""
    return home / "imported"


def benchmarks_folder(home: Path) -> Path:
    """Where benchmarks install and unpack what they need, a folder each."""
    return home / "benchmarks"
