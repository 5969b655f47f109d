"""The names of the format's files, and how it makes a name of a scenario's title.

Source: https://github.com/Snowflake-Labs/agent-world-model.
"""

import re

SCENARIOS = "gen_scenario.jsonl"
TASKS = "gen_tasks.jsonl"
DATABASES = "gen_db.jsonl"
SAMPLES = "gen_sample.jsonl"
SPECIFICATIONS = "gen_spec.jsonl"
MODULES = "gen_envs.jsonl"
CODE_VERIFIERS = "gen_verifier.pure_code.jsonl"
FACT_VERIFIERS = "gen_verifier.jsonl"
ALL = (SCENARIOS, TASKS, DATABASES, SAMPLES, SPECIFICATIONS, MODULES, CODE_VERIFIERS, FACT_VERIFIERS)


def normalised(title: str) -> str:
    """Lower case; every run of other characters than letters and digits is one underscore."""
    return re.sub(r"_+", "_", re.sub(r"[^a-z0-9_]", "_", title.lower())).strip("_")
