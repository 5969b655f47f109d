"""The command line: a command a file in `commands/`, imported when it is called, so that each starts quickly."""

import gc

from worldloom.loading import LazyTyper

OBJECTS_BEFORE_COLLECTING = 100_000
"""Instead of Python's 700: what a command imports and reads lives until it ends, and looking it over takes a fifth
of a short command's time."""

app = LazyTyper(
    name="worldloom",
    help="Worlds for agents to practise in: certified, served, and traceable.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="markdown",
)

app.offer("demo", "demo:demo")
app.offer("synthesize", "synthesize:synthesize")
app.offer("plan", "plan:plan")
app.offer("grow", "grow:grow")
app.offer("tasks", "tasks:tasks")
app.offer("list", "listing:list_environments")
app.offer("show", "show:show")
app.offer("play", "play:play")
app.offer("serve", "serve:serve")
app.offer("certify", "certify:certify")
app.offer("fuzz", "fuzz:fuzz")
app.offer("train", "train:train")
app.offer("cost", "cost:cost")
app.offer("llm", "llm:llm")
app.offer("rollout", "rollout:rollout")
app.offer("watch", "watch:watch")
app.offer("dataset", "dataset:dataset")
app.offer("evaluate", "evaluate:evaluate")
app.offer("compare", "compare:compare")
app.offer("scaling", "compare:scaling")
app.offer("lineage", "lineage:lineage")
app.offer("why", "why:why")
app.offer("diff", "diff:diff")
app.offer("query", "query:query")
app.offer("stats", "stats:stats")
app.offer("export", "export:export")
app.offer("import", "importing:import_environment")
app.offer("import-awm", "import_awm:import_awm")
app.offer("withdraw", "withdraw:withdraw")
app.offer("doctor", "doctor:doctor")
app.offer("gc", "gc:gc")
app.offer("backup", "backup:backup")
app.offer("restore", "backup:restore")
app.offer("home", "home:home")


def main() -> None:
    """Run the command line. Exit code 2 is a user's mistake, 1 a fault."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    app()
