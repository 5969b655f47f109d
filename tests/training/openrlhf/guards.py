"""Stand-ins for flash-attn and vLLM where they cannot be installed: what OpenRLHF imports, nothing that computes.

In:  nothing. Out: modules in `sys.modules`, all of whose functions raise when they are called.
Never here: a made-up result. `SamplingParams` is a record, as it is in vLLM.
"""

import importlib.machinery
import importlib.util
import sys
import types
from typing import Any, NoReturn


class SamplingParams:
    """The attributes that OpenRLHF's controller sets and its executors read."""

    def __init__(self, **given: Any) -> None:
        defaults = {"temperature": 1.0, "top_p": 1.0, "top_k": -1, "max_tokens": None, "min_tokens": 1}
        self.__dict__.update({**defaults, "skip_special_tokens": False, "logprobs": None, **given})


def install() -> None:
    """Put the stand-ins where the real packages are missing. Ray calls it in every worker, too."""
    if importlib.util.find_spec("flash_attn") is None:
        _module("flash_attn")
        names = ("index_first_axis", "pad_input", "rearrange", "unpad_input")
        _module("flash_attn.bert_padding", **{name: _refusing(f"flash_attn.{name}") for name in names})
        _module("flash_attn.utils")
        _module("flash_attn.utils.distributed", all_gather=_refusing("flash_attn.all_gather"))
    if importlib.util.find_spec("vllm") is None:
        engine = _refusing("vllm.AsyncEngineArgs")
        _module("vllm", SamplingParams=SamplingParams, AsyncEngineArgs=engine, __version__="0.0.0")
        _module("vllm.inputs", TokensPrompt=dict)
        _module("vllm.utils", random_uuid=_refusing("vllm.random_uuid"))


def _module(name: str, **attributes: Any) -> None:
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
    module.__path__ = []
    module.__dict__.update(attributes)
    sys.modules[name] = module


def _refusing(name: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise RuntimeError(f"{name} was called, and is not installed here")

    return refuse
