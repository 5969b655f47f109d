"""What an environment costs in calls, characters of answers and tokens, by step, with a scripted model.

Prints JSON. Three businesses as a good model wrote them (15 to 16 tables, about 30 tools, 10 tasks), with and without
first mistakes; the reference pipeline's figure is that of arXiv 2602.10090's code for an environment with 10 tasks.
"""

import json
from collections import Counter
from tempfile import TemporaryDirectory

from authors.protocol import Business
from authors.spending import tallying
from tests.authors.llm.writing import WRITTEN, author_at, railway, written
from tests.llm_endpoint import LlmEndpoint
from tests.llm_endpoint.scribe import Scribe
from tests.llm_endpoint.written import Written

REFERENCE_CHARACTERS = 257_000


def answers(final: Written, first: Written | None) -> dict[str, Counter[str]]:
    """By purpose: calls, characters of answers, tokens of one synthesis, until before the certificate."""
    title = final.scenario["title"]
    scribe = Scribe({title: final}, {title: first} if first else {})
    with LlmEndpoint(scribe) as endpoint, TemporaryDirectory() as folder, tallying() as tally:
        author, scenario = author_at(endpoint, records=folder), final.record("trial")
        setting, requirements = author.set_scene(scenario), author.propose_tasks(scenario, 10)
        tables = author.design_tables(scenario, requirements)
        tools = author.build_tools(scenario, requirements, tables)
        rows = author.fill_tables(scenario, tables, tools)
        author.write_verifiers(Business(scenario, setting, tables, tools, rows), requirements, 10)
    counts: dict[str, Counter[str]] = {}
    for call in tally.calls:
        if not call.recalled:
            taken = {"calls": 1, "characters": call.characters_out, "tokens_in": call.tokens_in,
                     "tokens_out": call.tokens_out}  # fmt: skip
            counts.setdefault(call.purpose, Counter()).update(taken)
    return counts


def main() -> None:
    report = {}
    for right, first in (railway(), *(written(folder) for folder in WRITTEN)):
        for name, flawed in (("without a mistake", None), ("with its first mistakes", first)):
            counts = answers(right, flawed)
            total = sum(counts.values(), Counter())
            report[f"{right.scenario['title']}, {name}"] = {
                "by_step": counts, "total": total,
                "of_reference": round(total["characters"] / REFERENCE_CHARACTERS, 3),
            }  # fmt: skip
    print(json.dumps({"reference": REFERENCE_CHARACTERS, "bound": 0.25, **report}, indent=2))


if __name__ == "__main__":
    main()
