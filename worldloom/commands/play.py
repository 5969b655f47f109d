"""`worldloom play`: be the agent. Call tools by hand, see what changes, ask for the verdict."""

import json
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from worldloom.console import explaining, out, stop
from worldloom.opening import open_environment
from worldloom.options import Home, Reference
from worldloom.replay import print_new_changes, replay
from worldloom.settings import read_settings

if TYPE_CHECKING:
    from environments import Environment, Session

HELP = """\
TOOL name=value …   call a tool; values are JSON, or plain text where JSON does not fit
tools [WORD]        the tools, or those whose name or description has the word
task                the instruction again
changes             what changed since the start
verify [ANSWER]     ask for the verdict, with the answer where one is asked for
reset               start again
quit                leave (also Ctrl-D)"""


def play(
    reference: Reference,
    task: Annotated[str | None, typer.Option("--task", help="The task's id; the first one otherwise.")] = None,
    solution: Annotated[bool, typer.Option("--solution", help="Watch the certified solution instead.")] = False,
    home: Home = None,
) -> None:
    """Call an environment's tools by hand, see the changes, ask for the verdict."""
    with explaining():
        environment = open_environment(read_settings(home), reference)
    names = list(environment.tasks)
    if not names:
        stop(f"{environment.name} has no tasks to play.")
    chosen = task or names[0]
    if chosen not in environment.tasks:
        stop(f"{environment.name} has no task {chosen!r}. It has: {', '.join(names)}.")
    if solution:
        if not replay(environment, chosen):
            raise typer.Exit(1)
        return
    Player(environment, chosen).run()


class Player:
    """One person's episode at a terminal, or at the end of a pipe."""

    def __init__(self, environment: "Environment", task: str) -> None:
        self.environment = environment
        self.task = task
        self.session: Session = environment.session(task=task)
        self.changes: list[Any] = []
        self.commands: dict[str, Callable[[str], None]] = {
            "help": lambda rest: out.print(HELP, markup=False),
            "tools": self.print_tools,
            "task": lambda rest: self.print_task(),
            "changes": self.print_changes,
            "verify": self.verify,
            "reset": self.reset,
        }

    def run(self) -> None:
        """Read lines until the end of input or `quit`."""
        self.print_task()
        out.print("Type `help` for what you can do here.\n", markup=False)
        while True:
            line = self._read()
            if line is None or line in ("quit", "exit"):
                break
            if line:
                self.obey(line)
        self.session.close()

    def obey(self, line: str) -> None:
        """Do what one line says."""
        word, _, rest = line.partition(" ")
        command = self.commands.get(word)
        if command is not None:
            command(rest.strip())
        else:
            self.call(word, rest)

    def call(self, tool: str, rest: str) -> None:
        """Call a tool and print its result and what it changed."""
        try:
            arguments = dict(_argument(part) for part in shlex.split(rest))
        except ValueError as fault:
            out.print(f"{fault}. Write: {tool} name=value", style="red", markup=False)
            return
        result = self.session.call(tool, arguments)
        if result.error is not None:
            out.print(f"{result.error.kind}: {result.error.message}", style="red", markup=False)
            return
        out.print(json.dumps(result.content, indent=1, ensure_ascii=False), markup=False)
        self.changes = print_new_changes(self.session, self.changes)

    def print_task(self) -> None:
        """The instruction and who one is."""
        manifest = self.environment.manifest
        out.print(
            f"[bold]{escape(manifest.title or manifest.name)}[/]: you are {escape(manifest.persona or 'user 1')}."
        )
        out.print(f"[bold]Task {self.task}[/]: {escape(self.session.instruction or '')}")

    def print_tools(self, word: str) -> None:
        """The tools, or those that a word occurs in."""
        for tool in self.session.tools:
            if word.lower() in f"{tool['name']} {tool['description']}".lower():
                parameters = tool["parameters"]
                names = [n if n in parameters.get("required", []) else f"{n}?" for n in parameters["properties"]]
                out.print(f"[cyan]{tool['name']}[/]({', '.join(names)})  [dim]{escape(tool['description'])}[/]")

    def print_changes(self, rest: str) -> None:
        """All changes since the start."""
        if not print_new_changes(self.session, []):
            out.print("Nothing has changed.")

    def verify(self, answer: str) -> None:
        """The verdict as things stand."""
        verdict = self.session.verify(answer or None)
        out.print(f"[bold]{verdict.outcome}[/]{' (partial)' if verdict.partial else ''}")
        for check in verdict.checks:
            out.print(f"  {'✓' if check.holds else '✗'} {check.description}", markup=False)
        for change in verdict.unexpected_changes:
            out.print(f"  ✗ not allowed: {change}", markup=False)

    def reset(self, rest: str) -> None:
        """A fresh session of the same task."""
        self.session.close()
        self.session = self.environment.session(task=self.task)
        self.changes = []
        self.print_task()

    def _read(self) -> str | None:
        try:
            return input("> " if sys.stdin.isatty() else "").strip()
        except (EOFError, KeyboardInterrupt):
            return None


def _argument(part: str) -> tuple[str, Any]:
    """`name=value` as a name and a JSON value, or text where it is no JSON."""
    name, equals, value = part.partition("=")
    if not equals or not name:
        raise ValueError(f"{part!r} is no argument")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value
