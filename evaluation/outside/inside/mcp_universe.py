"""Runs in MCP-Universe's own Python: its runner, against the gateway, task by task.

In:  the path of a job (JSON): the tasks by domain, the gateway, where results go. Out: result files of its own store.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import yaml
from mcpuniverse.benchmark import runner
from mcpuniverse.benchmark.runner import BenchmarkRunner
from mcpuniverse.tracer.collectors import MemoryCollector


async def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text())
    for domain, tasks in job["tasks"].items():
        for number, task in enumerate(tasks):
            path = Path(job["folder"]) / f"{domain}-{number:03}.yaml"
            path.write_text(yaml.safe_dump_all(configured(job, domain, task)))
            # One benchmark a task: an exception in one leaves the others alone.
            try:
                await BenchmarkRunner(str(path)).run(
                    trace_collector=MemoryCollector(), store_folder=job["store"], overwrite=True
                )
            except Exception as fault:
                print(f"{task}: {type(fault).__name__}: {fault}", file=sys.stderr)


def configured(job: dict[str, Any], domain: str, task: str) -> list[dict[str, Any]]:
    """The domain's own configuration with another model and one task."""
    configs = Path(runner.__file__).parent / "configs"
    documents: list[dict[str, Any]] = list(yaml.safe_load_all((configs / "mcpuniverse" / f"{domain}.yaml").read_text()))
    for each in documents:
        if each["kind"] == "llm":
            each["spec"]["type"] = "openai"
            each["spec"]["config"] = {"model_name": "worldloom", "base_url": job["base_url"], "api_key": job["key"]}
        elif each["kind"] == "benchmark":
            each["spec"]["tasks"] = [task]
    return documents


if __name__ == "__main__":
    asyncio.run(main())
