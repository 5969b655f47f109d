"""A recipe for OpenRLHF: everything about a run that is neither its data nor its cluster, typed and checked.

In:  a recipe's document, as it stands in `training/recipes/`. Out: an `OpenRLHFRecipe`.
Never here: OpenRLHF's flags (`flags.py`), files.

Numbers are counted as people speak of them: tasks, episodes and turns; `flags.py` turns them into OpenRLHF's samples.
"""

from typing import Literal

from pydantic import Field, model_validator

from schemas.record import Record

MICRO_BATCH = 1
"""Samples that a GPU takes at once: windows differ in length, and a padded token costs what a real one does."""


class Model(Record):
    name: str = Field(min_length=1)
    """A name on the hub, or a folder that every node can read."""


class Cluster(Record):
    nodes: int = Field(ge=1)
    gpus_per_node: int = Field(ge=1)
    engine_gpus: int = Field(default=1, ge=1)
    """GPUs that share one inference engine: more where the model and its cache do not fit one."""
    engine_memory: float = Field(default=0.6, gt=0, lt=1)
    """Of a GPU's memory, for the engine while it generates; it sleeps while the policy trains."""
    offload_optimizer: bool = False
    """Keep the optimizer's state in the nodes' memory: slower, 12 bytes a parameter less on the GPUs."""
    flash_attention: bool = True
    """Pack samples without padding, which needs flash-attn on the nodes; else plain attention, one sample at a time."""

    @property
    def gpus(self) -> int:
        return self.nodes * self.gpus_per_node


class Algorithm(Record):
    name: Literal["grpo", "ppo"]
    """`grpo`: an episode against its group. `ppo`: with a critic, on whole episodes."""
    learning_rate: float = Field(gt=0, lt=1)
    """Constant over the run."""
    critic_learning_rate: float = Field(default=9e-6, gt=0, lt=1)
    """Of `ppo` only."""
    kl: float = Field(ge=0)
    """Weight of the distance to the model that training began with: in the loss under `grpo`, in the reward under
    `ppo`. 0: no reference model is loaded."""
    entropy: float = 0.0
    """Weight of the entropy bonus; at 0 entropy is only logged."""
    clip_low: float = Field(default=0.2, gt=0, lt=1)
    clip_high: float = Field(default=0.2, gt=0, lt=1)
    correction: Literal["off", "token", "sequence"] = "token"
    """Weighs what the inference engine sampled by how likely the trained model finds it: their numerics differ.
    `token` clips each token's weight to between 0.5 and 5; `sequence` drops samples outside of that on average."""


class Batch(Record):
    steps: int = Field(ge=1)
    """Rounds of playing and learning."""
    tasks: int = Field(ge=1)
    """A step."""
    episodes: int = Field(ge=1)
    """A task: the group."""
    mini_batch: int = Field(ge=1)
    """Tasks an optimizer step, with all their episodes."""
    turns: int = Field(default=8, ge=1)
    """Assistant turns that an episode is expected to take; with windows, so many samples come of it."""

    @property
    def instances(self) -> int:
        """Episodes a step, each with an environment of its own."""
        return self.tasks * self.episodes


class Play(Record):
    window: int = Field(default=3, ge=0)
    """Turns of history that the model sees, in training as in use; 0: all of them, as one sequence."""
    turns: int = Field(default=20, ge=1)
    """Assistant turns an episode at most."""
    answer_tokens: int = Field(default=2048, ge=1)
    """A turn at most."""
    context_tokens: int = Field(default=32_000, ge=2)
    """Prompt and answer together."""
    temperature: float = Field(default=1.0, gt=0)


class Checkpoints(Record):
    every: int = Field(default=8, ge=1)
    """Steps between two; a lost node costs so much work at most."""
    keep: int = Field(default=2, ge=1)


class OpenRLHFRecipe(Record):
    """One way to train with OpenRLHF."""

    engine: Literal["openrlhf"]
    description: str = Field(min_length=1)
    model: Model
    cluster: Cluster
    algorithm: Algorithm
    batch: Batch
    play: Play
    checkpoints: Checkpoints = Checkpoints()
    seed: int = Field(default=42, ge=0)

    @property
    def samples_an_episode(self) -> int:
        """That an episode is expected to give."""
        return self.batch.turns if self.play.window else 1

    @property
    def samples_an_optimizer_step(self) -> int:
        """What OpenRLHF calls `--train.batch_size`."""
        return self.batch.mini_batch * self.batch.episodes * self.samples_an_episode

    @model_validator(mode="after")
    def critics_see_whole_episodes(self) -> "OpenRLHFRecipe":
        if self.algorithm.name == "ppo" and self.play.window:
            raise ValueError(
                f"play.window is {self.play.window}, and `ppo` learns from whole episodes: a critic's values do not "
                "pass from one window to the next. Set play.window = 0, or algorithm.name = \"grpo\""
            )  # fmt: skip
        if self.algorithm.name == "grpo" and self.batch.episodes < 2:
            raise ValueError("batch.episodes is 1, and `grpo` compares an episode with others of its task: 2 at least")
        return self

    @model_validator(mode="after")
    def batches_divide(self) -> "OpenRLHFRecipe":
        batch, gpus = self.batch, self.cluster.gpus
        if batch.tasks % batch.mini_batch:
            raise ValueError(
                f"batch.mini_batch ({batch.mini_batch} tasks) does not divide batch.tasks ({batch.tasks}): "
                "the rest of each step would not be learned from"
            )
        share = gpus * MICRO_BATCH
        if self.samples_an_optimizer_step % share:
            turns = f" x {batch.turns} turns" if self.play.window else ""
            raise ValueError(
                f"an optimizer step takes {batch.mini_batch} tasks x {batch.episodes} episodes{turns} = "
                f"{self.samples_an_optimizer_step} samples, which {gpus} GPUs cannot share evenly"
            )
        return self

    @model_validator(mode="after")
    def engines_fill_the_cluster(self) -> "OpenRLHFRecipe":
        gpus, each = self.cluster.gpus, self.cluster.engine_gpus
        if gpus % each or self.cluster.gpus_per_node % each:
            raise ValueError(
                f"cluster.engine_gpus ({each}) does not divide the {self.cluster.gpus_per_node} GPUs of a node: "
                "engines and policy share all GPUs, and an engine stays on one node"
            )
        return self

    @model_validator(mode="after")
    def an_answer_fits_the_context(self) -> "OpenRLHFRecipe":
        if self.play.answer_tokens >= self.play.context_tokens:
            raise ValueError(
                f"play.answer_tokens ({self.play.answer_tokens}) leaves no room for a prompt in "
                f"play.context_tokens ({self.play.context_tokens})"
            )
        return self
