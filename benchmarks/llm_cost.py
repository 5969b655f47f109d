"""What an environment costs in characters of answers, by step, with a scripted model instead of a real one.

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


def characters(final: Written, first: Written | None) -> dict[str, int]:
    """By purpose: characters of all answers of one synthesis, until before the certificate."""
    title = final.scenario["title"]
    scribe = Scribe({title: final}, {title: first} if first else {})
    with LlmEndpoint(scribe) as endpoint, TemporaryDirectory() as folder, tallying() as tally:
        author, scenario = author_at(endpoint, records=folder), final.record("trial")
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
    report = {}
    for right, first in (railway(), *(written(folder) for folder in WRITTEN)):
        for name, flawed in (("without a mistake", None), ("with its first mistakes", first)):
            counts = characters(right, flawed)
            total = sum(counts.values())
            report[f"{right.scenario['title']}, {name}"] = {
                "by_step": counts, "total": total, "of_reference": round(total / REFERENCE_CHARACTERS, 3),
            }  # fmt: skip
    print(json.dumps({"reference": REFERENCE_CHARACTERS, "bound": 0.25, **report}, indent=2))


if __name__ == "__main__":
    main()
