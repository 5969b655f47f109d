"""Run by a Python that has `openenv`: its runtime graders over a session with a running server. Prints JSON.

python grade_with_openenv.py PACKAGE ADDRESS
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

from openenv.validation.graders.runtime.basic import (
    ObservationSchemaGrader,
    RewardWellFormedGrader,
    StateContractGrader,
)
from openenv.validation.parsers.openenv_yaml import OpenEnvYamlParser
from openenv.validation.runtime.collector import collect_runtime_evidence
from openenv.validation.runtime.contracts import load_runtime_plan

package, address = Path(sys.argv[1]), sys.argv[2]
manifest = OpenEnvYamlParser().parse(package)
plan = load_runtime_plan(package, manifest.execution)
evidence = collect_runtime_evidence(address, plan, episode_timeout_s=60)
if evidence.failure_reason:
    sys.exit(evidence.failure_reason)
subject = SimpleNamespace(manifest=manifest, runtime_evidence=evidence)
graders = (RewardWellFormedGrader(), ObservationSchemaGrader(), StateContractGrader())
print(json.dumps([grader.run(subject).model_dump(mode="json") for grader in graders]))
