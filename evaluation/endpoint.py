"""Look at an endpoint before anything is asked of it: is it there, is the key right, does it know the model?

In:  a subject. Out: nothing, or what is wrong. Endpoints that have no list of models are taken as they are.
"""

import difflib

from evaluation.benchmark import Subject
from evaluation.errors import EvaluationError

LOOK_S = 20.0
SHOWN = 6


def check_endpoint(subject: Subject) -> None:
    """Ask the endpoint for its models.

    Raises:
        EvaluationError: nobody answers, the key is refused, or no model is called so; names those there are.
    """
    if subject.base_url is None:
        return
    try:
        from openai import APIConnectionError, APIError, AuthenticationError, OpenAI, PermissionDeniedError
    except ImportError:
        raise EvaluationError("A model behind an endpoint needs a package: pip install 'worldloom[llm]'.") from None
    client = OpenAI(base_url=subject.base_url, api_key=subject.key or "none", timeout=LOOK_S, max_retries=1)
    try:
        models = [model.id for model in client.models.list().data or []]
    except (AuthenticationError, PermissionDeniedError):
        raise EvaluationError(
            f"{subject.base_url} does not accept the key. Set OPENAI_API_KEY to one that it accepts."
        ) from None
    except APIConnectionError as fault:
        raise EvaluationError(
            f"{subject.base_url} cannot be reached ({type(fault).__name__}). Start the endpoint, or mend --base-url: "
            "it ends in /v1 as a rule."
        ) from None
    except (APIError, ValueError, TypeError, AttributeError):
        return
    if models and subject.model not in models:
        close = difflib.get_close_matches(subject.model, models, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        more = f" and {len(models) - SHOWN} more" if len(models) > SHOWN else ""
        raise EvaluationError(
            f"{subject.base_url} has no model {subject.model!r}.{hint} It has {', '.join(models[:SHOWN])}{more}."
        )
