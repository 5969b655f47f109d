"""A recipe as OpenRLHF's flags: each number in the unit that OpenRLHF counts it in.

In:  an `OpenRLHFRecipe`, and where a run's files are. Out: the flags, in groups, in a fixed order.
Never here: whether OpenRLHF accepts them (`launch.py`).

Units: `--rollout.batch_size` counts prompts (tasks) a step, `--rollout.n_samples_per_prompt` episodes a prompt,
`--train.batch_size` *samples* an optimizer step (with windows a turn is a sample), `--train.num_episodes` passes over
the prompts (our file of prompts holds exactly the run's steps, so one), `--rollout.max_new_tokens` tokens a turn (our
agent reads it so), `--data.max_len` tokens of prompt and answer, `--ckpt.save_steps` steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from training.openrlhf.recipe import MICRO_BATCH, OpenRLHFRecipe

AGENT_FILE = "agent.py"
PROMPTS_FILE = "prompts.jsonl"
"""Both lie in the run's folder, which is the working directory of every process of the job."""
INPUT_KEY, LABEL_KEY = "input", "label"

_CORRECTION = {
    "off": [],
    "token": [
        "--algo.advantage.is_correction_level", "token", "--algo.advantage.is_correction_mode", "clip",
        "--algo.advantage.is_correction_threshold", "0.5", "5.0",
    ],
    "sequence": [
        "--algo.advantage.is_correction_level", "seq", "--algo.advantage.is_correction_mode", "mask",
        "--algo.advantage.is_correction_threshold", "0.5", "5.0",
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where a run writes: folders that every node sees under the same path."""

    model: str
    """The trained weights, in the hub's format."""
    checkpoints: str
    """What a run resumes from."""
    tensorboard: str


def flags_of(recipe: OpenRLHFRecipe, places: Places) -> list[str]:
    """The flags for `python -m training.openrlhf.entry`, which are those of `openrlhf.cli.train_ppo_ray`."""
    return [
        flag for part in (_data, _batches, _cluster, _algorithm, _model) for flag in part(recipe)
    ] + _outputs(recipe, places)  # fmt: skip


def _data(recipe: OpenRLHFRecipe) -> list[str]:
    return _flags(
        ("train.agent_func_path", AGENT_FILE),
        ("data.prompt_dataset", PROMPTS_FILE),
        ("data.input_key", INPUT_KEY),
        ("data.label_key", LABEL_KEY),
        ("data.max_len", recipe.play.context_tokens),
        ("rollout.max_new_tokens", recipe.play.answer_tokens),
    )


def _batches(recipe: OpenRLHFRecipe) -> list[str]:
    return _flags(
        ("rollout.batch_size", recipe.batch.tasks),
        ("rollout.n_samples_per_prompt", recipe.batch.episodes),
        ("rollout.micro_batch_size", MICRO_BATCH),
        ("rollout.temperature", recipe.play.temperature),
        ("train.batch_size", recipe.samples_an_optimizer_step),
        ("train.micro_batch_size", MICRO_BATCH),
        ("train.num_episodes", 1),
        ("train.max_epochs", 1),
        ("train.seed", recipe.seed),
    )


def _cluster(recipe: OpenRLHFRecipe) -> list[str]:
    """Everything shares all GPUs and sleeps in turn: the one topology that serves one GPU as well as a hundred."""
    cluster = recipe.cluster
    groups = ["actor", *(["ref"] if recipe.algorithm.kl else []), *(["critic"] if _has_critic(recipe) else [])]
    workers = [
        pair
        for group in groups
        for pair in ((f"{group}.num_nodes", cluster.nodes), (f"{group}.num_gpus_per_node", cluster.gpus_per_node))
    ]
    attention = ["--ds.packing_samples"] if cluster.flash_attention else ["--ds.attn_implementation", "sdpa"]
    return [
        *_flags(*workers),
        "--train.colocate_all",
        *_flags(
            ("vllm.num_engines", cluster.gpus // cluster.engine_gpus),
            ("vllm.tensor_parallel_size", cluster.engine_gpus),
            ("vllm.gpu_memory_utilization", cluster.engine_memory),
            ("vllm.sync_backend", "nccl"),
        ),
        "--vllm.enable_sleep",
        "--vllm.enable_prefix_caching",
        "--ds.enable_sleep",
        *_flags(("ds.zero_stage", 3), ("ds.param_dtype", "bf16")),
        *attention,
        *(["--ds.adam_offload"] if cluster.offload_optimizer else []),
        "--actor.gradient_checkpointing_enable",
    ]


def _algorithm(recipe: OpenRLHFRecipe) -> list[str]:
    algorithm = recipe.algorithm
    estimator = {"grpo": "group_norm", "ppo": "gae"}[algorithm.name]
    kl = ["--algo.kl.use_loss", "--algo.kl.estimator", "k3"] if algorithm.name == "grpo" and algorithm.kl else []
    critic = _flags(("critic.adam.lr", algorithm.critic_learning_rate), ("critic.lr_scheduler", "constant"))
    return [
        *_flags(
            ("algo.advantage.estimator", estimator),
            ("algo.kl.init_coef", algorithm.kl),
            ("actor.adam.lr", algorithm.learning_rate),
            ("actor.lr_scheduler", "constant"),
            ("actor.entropy_coef", algorithm.entropy),
        ),
        *("--actor.eps_clip_low_high", str(algorithm.clip_low), str(algorithm.clip_high)),
        *kl,
        *(critic if _has_critic(recipe) else []),
        *_CORRECTION[algorithm.correction],
    ]


def _model(recipe: OpenRLHFRecipe) -> list[str]:
    return _flags(("actor.model_name_or_path", recipe.model.name))


def _outputs(recipe: OpenRLHFRecipe, places: Places) -> list[str]:
    """With `--ckpt.load_enable` a first run starts anew, since there is nothing to load, and a second one goes on."""
    return [
        *_flags(
            ("ckpt.output_dir", places.model),
            ("ckpt.path", places.checkpoints),
            ("ckpt.save_steps", recipe.checkpoints.every),
            ("ckpt.max_num", recipe.checkpoints.keep),
        ),
        "--ckpt.load_enable",
        *_flags(("logger.tensorboard_dir", places.tensorboard)),
    ]


def _has_critic(recipe: OpenRLHFRecipe) -> bool:
    return recipe.algorithm.name == "ppo"


def _flags(*pairs: tuple[str, object]) -> list[str]:
    return list(_each(pairs))


def _each(pairs: tuple[tuple[str, object], ...]) -> Iterator[str]:
    for name, value in pairs:
        yield f"--{name}"
        yield str(value)
