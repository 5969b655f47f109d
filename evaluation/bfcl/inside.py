"""Runs in BFCL's own Python, where only `bfcl-eval` and the standard library are: asks its items, scores its answers.

In:  the path of a job (JSON): what to do, the run's folder, ids by category, mode, threads. BFCL_PROJECT_ROOT is set.
Out: one line of JSON an event on the standard output; answers and scores in files of BFCL's own form.
Never here: an endpoint's key (the gateway holds it), and anything of our own packages.

What a model writes is executed by BFCL in its multi-turn categories (`eval`). So each call is looked at first.
"""

import ast
import builtins
import json
import os
import shutil
import sys
import types
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

NAME = "worldloom"
"""What BFCL's registry calls the model; without an underscore, which BFCL reads as a slash."""
GONE = 3
"""Exit code: the endpoint gives no more answers."""
_HARMLESS = (
    ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set,
    ast.UnaryOp, ast.USub, ast.UAdd,
)  # fmt: skip
REFUSED = "refused_call()"
"""A name that nothing has: the model reads that it is not defined."""


def main() -> int:
    job = json.loads(Path(sys.argv[1]).read_text())
    events, sys.stdout = sys.stdout, sys.stderr  # BFCL prints a line a step

    def tell(**event: Any) -> None:
        events.write(json.dumps(event) + "\n")
        events.flush()

    register(job["mode"] == "fc")
    return generate(job, tell) if job["do"] == "generate" else score(job, tell)


def register(is_native: bool) -> None:
    """Make the gateway the one model that BFCL knows.

    Its own table of models imports the clients of twenty vendors, which take half a gigabyte and fifteen seconds.
    """
    from bfcl_eval.model_handler.api_inference.openai_completion import OpenAICompletionsHandler

    model = types.SimpleNamespace(
        model_name=NAME, display_name=NAME, url="", org="", license="", model_handler=OpenAICompletionsHandler,
        input_price=None, output_price=None, is_fc_model=is_native, underscore_to_dot=is_native,
    )  # fmt: skip
    table: Any = types.ModuleType("bfcl_eval.constants.model_config")
    table.MODEL_CONFIG_MAPPING = {NAME: model}
    sys.modules[table.__name__] = table
    guard()


def generate(job: dict[str, Any], tell: Any) -> int:
    """Ask every item that has no answer yet; stop where the endpoint is gone, so that silence is no answer."""
    from bfcl_eval.constants.eval_config import RESULT_PATH
    from bfcl_eval.model_handler.api_inference.openai_completion import OpenAICompletionsHandler
    from bfcl_eval.utils import load_dataset_entry, sort_key

    handler = OpenAICompletionsHandler(NAME, 0.0, NAME, job["mode"] == "fc")
    there = answered(RESULT_PATH)
    entries = [
        entry
        for category, ids in job["ids"].items()
        for entry in load_dataset_entry(category)
        if entry["id"] in set(ids) - there
    ]
    for place in there & {each for ids in job["ids"].values() for each in ids}:
        tell(answered=place)
    is_gone = False
    with ThreadPoolExecutor(job["threads"]) as pool:
        waiting = {pool.submit(ask, handler, entry): entry["id"] for entry in sorted(entries, key=sort_key)}
        for done in as_completed(waiting):
            if done.cancelled():
                continue
            result, why = done.result()
            if result is None:
                is_gone = True
                tell(gone=why)
                for each in waiting:
                    each.cancel()
                continue
            handler.write(result, result_dir=RESULT_PATH)
            tell(answered=waiting[done])
    return GONE if is_gone else 0


def ask(handler: Any, entry: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """An item's answer in BFCL's form; None and why where the endpoint is gone."""
    import openai

    try:
        result, metadata = handler.inference(entry, False, True)
    except (openai.APIConnectionError, openai.InternalServerError) as fault:
        return None, str(getattr(fault, "body", None) or fault)
    except Exception as fault:
        # As BFCL itself does: an item that cannot be asked as it is counts as wrong.
        result, metadata = f"Error during inference: {fault}", {}
    return {"id": entry["id"], "result": result, **metadata}, ""


def answered(folder: Path) -> set[str]:
    """The items that have an answer. A line that a kill cut short is taken out, and asked again."""
    found: set[str] = set()
    for path in folder.rglob("BFCL_*_result.json"):
        lines = path.read_text().splitlines()
        whole = [line for line in lines if is_whole(line)]
        found |= {json.loads(line)["id"] for line in whole}
        if len(whole) != len(lines):
            part = path.with_suffix(".part")
            part.write_text("".join(f"{line}\n" for line in whole))
            part.replace(path)
    return found


def is_whole(line: str) -> bool:
    try:
        return "result" in json.loads(line)
    except ValueError:
        return False


def score(job: dict[str, Any], tell: Any) -> int:
    """Let BFCL's scorer loose on the answers of the job, and no others; more may be written meanwhile."""
    from bfcl_eval.constants.eval_config import PROJECT_ROOT, RESULT_PATH, SCORE_PATH
    from bfcl_eval.eval_checker.eval_runner import main as evaluate

    wanted = {each for ids in job["ids"].values() for each in ids}
    part = PROJECT_ROOT / "scoring"
    for folder in (part, SCORE_PATH):
        shutil.rmtree(folder, ignore_errors=True)
    for path in RESULT_PATH.rglob("BFCL_*_result.json"):
        lines = [line for line in path.read_text().splitlines() if is_whole(line) and json.loads(line)["id"] in wanted]
        if lines:
            place = part / path.relative_to(RESULT_PATH)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("".join(f"{line}\n" for line in lines))
    SCORE_PATH.mkdir(exist_ok=True)
    part.mkdir(exist_ok=True)
    evaluate([NAME], list(job["ids"]), part.name, None, partial_eval=True)
    tell(scored=True)
    return 0


def guard() -> None:
    """Let BFCL execute calls of the functions on offer with plain values, and nothing else."""
    from bfcl_eval.eval_checker.multi_turn_eval import multi_turn_utils

    prepare = multi_turn_utils._process_method_calls

    def prepare_harmless(call: str, instances: dict[str, str]) -> str:
        inside = set(vars(multi_turn_utils))
        return str(prepare(call, instances)) if is_harmless(call, set(instances), inside) else REFUSED

    multi_turn_utils._process_method_calls = prepare_harmless


def is_harmless(call: str, offered: set[str], inside: set[str]) -> bool:
    """Whether executing the text can do no more than call what is on offer. Unknown names are: they do not exist."""
    try:
        tree = ast.parse(call.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return "__" not in call and "(" not in call
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            is_taken = hasattr(builtins, node.id) or node.id in inside or node.id.startswith("_")
            if is_taken and node.id not in offered:
                return False
        elif not isinstance(node, _HARMLESS):
            return False
    return True


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
