"""Commands that are imported when they are called: importing all of them takes a second, most need a fraction.

In:  a command's name and where it stands ("listing:list_environments", below `worldloom.commands`).
Out: a Typer application that knows every name and imports only what is asked for. `--help` imports them all.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo


class LazyTyper(typer.Typer):
    """A Typer application with commands that are not imported yet."""

    def __init__(self, **settings: Any) -> None:
        self.offered: dict[str, str] = {}
        super().__init__(cls=_group_of(self.offered), callback=_take_options, **settings)

    def offer(self, name: str, place: str) -> None:
        """Register a command that stands at `module:function` in `worldloom.commands`."""
        self.offered[name] = place

    @property
    def command_names(self) -> list[str]:
        """All of them, in order."""
        return [*self.offered, *(each.name for each in self.registered_commands if each.name)]


def _take_options() -> None:
    """What makes Typer a group even before any command is known. There are no options of the whole."""


def _group_of(offered: dict[str, str]) -> type[TyperGroup]:
    class LazyGroup(TyperGroup):  # Typer keeps the types of contexts and commands to itself
        def list_commands(self, ctx: Any) -> list[str]:
            return [*offered, *super().list_commands(ctx)]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            if cmd_name not in offered:
                return super().get_command(ctx, cmd_name)
            module, _, function = offered[cmd_name].partition(":")
            callback = getattr(import_module(f"worldloom.commands.{module}"), function)
            return get_command_from_info(
                CommandInfo(name=cmd_name, callback=callback),
                pretty_exceptions_short=True,
                rich_markup_mode=self.rich_markup_mode,
            )

    return LazyGroup
