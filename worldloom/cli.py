"""The command line: a command a file in `commands/`. Imports stay light, so that `--help` is quick."""

import typer

from worldloom.commands import (
    certify,
    demo,
    export,
    home,
    importing,
    lineage,
    listing,
    play,
    serve,
    show,
    synthesize,
    withdraw,
)  # fmt: skip

app = typer.Typer(
    name="worldloom",
    help="Worlds for agents to practise in: certified, served, and traceable.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="markdown",
)

app.command("demo")(demo.demo)
app.command("synthesize")(synthesize.synthesize)
app.command("list")(listing.list_environments)
app.command("show")(show.show)
app.command("play")(play.play)
app.command("serve")(serve.serve)
app.command("certify")(certify.certify)
app.command("lineage")(lineage.lineage)
app.command("export")(export.export)
app.command("import")(importing.import_environment)
app.command("withdraw")(withdraw.withdraw)
app.command("home")(home.home)


def main() -> None:
    """Run the command line. Exit code 2 is a user's mistake, 1 a fault."""
    app()
