"""The author that a user names, told what it needs.

In:  its name, a seed, options. Out: an `Author`.
Never here: Prefect, so that commands can ask before anything is started.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worldloom.settings import read_llm_settings, read_settings

if TYPE_CHECKING:
    from authors import Author
    from tasks.judge_episodes import EpisodeJudge
    from tasks.play_episodes import JudgeChoice


def judge_choice(model: str | None, base_url: str | None) -> "JudgeChoice | None":
    """A judge of this model, with the prompts that there are now; none where no model is named."""
    if model is None:
        return None
    from authors.llm import prompts
    from tasks.play_episodes import JudgeChoice

    return JudgeChoice(model, base_url, prompts.version())


def judge_of(choice: "JudgeChoice", root: str) -> "EpisodeJudge":
    """The model that judges episodes, reached by the process's settings.

    Raises:
        AuthorError: it cannot be reached so; says which setting is wrong.
    """
    from authors import AuthorError
    from authors.llm.asking import Desk
    from tasks.judge_episodes import EpisodeJudge

    settings = read_llm_settings(read_settings(Path(root)).home, model=choice.model, base_url=choice.base_url)
    if settings is None:
        raise AuthorError("A judge needs a model: --judge NAME.")
    return EpisodeJudge(Desk(settings))


def writer_of(name: str, seed: int, root: str, llm: Mapping[str, Any] | None = None) -> "Author":
    """The author of this name; one that asks a model is told how, by these options and the process's settings.

    Keys come from the process's settings alone: parameters of a run are kept by Prefect.
    """
    from authors import author_of

    settings = read_llm_settings(read_settings(Path(root)).home, **(llm or {})) if name == "llm" else None
    return author_of(name, seed, settings)
