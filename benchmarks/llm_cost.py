"""What an environment costs in characters of answers, by step, with a scripted model instead of a real one.

Prints JSON. The railway club (15 tables, 32 tools, 10 tasks), as a good model wrote it, with and without its first
mistakes; the reference pipeline's figure is that of arXiv 2602.10090's code for an environment with 10 tasks.
"""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from authors.protocol import Business
from authors.spending import tallying
from environments import Content, read_authored
from tests.authors.llm.writing import author_at, scenario_of
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import Scribe

REFERENCE_CHARACTERS = 257_000
TITLE = "Model railway club"
DATA = Path(__file__).parent.parent / "tests" / "data" / "railway"


def characters(final: Content, first: Content | None) -> dict[str, int]:
    """By purpose: characters of all answers of one synthesis, until before the certificate."""
    scribe = Scribe({TITLE: final}, {TITLE: first} if first else {})
    with LlmEndpoint(scribe) as endpoint, TemporaryDirectory() as folder, tallying() as tally:
        author, scenario = author_at(endpoint, records=folder), scenario_of(final, TITLE)
        setting, requirements = author.set_scene(scenario), author.propose_tasks(scenario, 10)
        tables = author.design_tables(scenario, requirements)
        tools = author.build_tools(scenario, requirements, tables)
        rows = author.fill_tables(scenario, tables, tools)
        author.write_verifiers(Business(scenario, setting, tables, tools, rows), requirements, 10)
    counts: Counter[str] = Counter()
    for call in tally.calls:
        counts[call.purpose] += 0 if call.recalled else call.characters_out
    return dict(counts)


def main() -> None:
    final, first = read_authored(DATA / "final"), read_authored(DATA / "first")
    report = {}
    for name, flawed in (("without a mistake", None), ("with its first mistakes", first)):
        counts = characters(final, flawed)
        total = sum(counts.values())
        report[name] = {"by_step": counts, "total": total, "of_reference": round(total / REFERENCE_CHARACTERS, 3)}
    print(json.dumps({"reference": REFERENCE_CHARACTERS, "bound": 0.25, **report}, indent=2))


if __name__ == "__main__":
    main()
