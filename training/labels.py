"""What an episode is played in, as it travels beside a prompt through other people's trainers: one line of JSON.

In:  an environment, a task and a seed. Out: the text of a label; the same read back.
"""

from pydantic import Field, ValidationError

from schemas.record import Record, Slug, canonical_json
from training.errors import TrainingError


class Label(Record):
    """Which episode a prompt stands for."""

    environment: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*@\d+$")
    """`name@version`."""
    task: Slug
    seed: int = 0

    def text(self) -> str:
        return canonical_json(self.model_dump(mode="json"))


def read_label(text: str) -> Label:
    """The label of a line of a data set.

    Raises:
        TrainingError: it is none; says what one looks like.
    """
    try:
        return Label.model_validate_json(text)
    except ValidationError:
        example = Label(environment="marina@1", task="t01").text()
        raise TrainingError(f"The label {text[:200]!r} names no episode; one looks like {example}") from None
