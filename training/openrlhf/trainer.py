"""OpenRLHF's trainer with episodes for samples: the same class but for two helpers, and a line on each step.

In:  what OpenRLHF's `train()` gives its trainer. Out: trained weights; progress on standard output.
Never here: how samples are made (`samples.py`), OpenRLHF's own loop.
"""

from typing import Any

import ray
from openrlhf.trainer import ppo_trainer

from training.openrlhf.progress import announce_checkpoint, announce_step
from training.openrlhf.samples import EpisodeExperienceMaker, EpisodeSamplesGenerator


def _class_under(actor: Any) -> type:
    """The class to which `@ray.remote` was applied. Ray keeps it in attributes of its own, so say so if they move."""
    try:
        found: type = actor.__ray_metadata__.modified_class.__ray_actor_class__
    except AttributeError:
        raise ImportError(
            f"Ray {ray.__version__} keeps an actor's class elsewhere than Ray 2.55 does. "
            "Install the versions of training/openrlhf-constraints.txt."
        ) from None
    return found


class EpisodeTrainer(_class_under(ppo_trainer.PPOTrainer)):  # type: ignore[misc]
    """One controller of one run."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.samples_generator = EpisodeSamplesGenerator(
            strategy=self.strategy,
            prompts_dataloader=self.prompts_dataloader,
            eval_dataloader=self.eval_dataloader,
            tokenizer=self.tokenizer,
            vllm_engines=self.vllm_engines,
        )
        self.experience_maker = EpisodeExperienceMaker(
            self.actor_model_group,
            self.critic_model_group,
            self.reward_model_group,
            self.reference_model_group,
            self.kl_ctl,
            self.strategy,
            self.tokenizer,
        )

    def _compute_rollout_stats(self, experiences: list[Any]) -> dict[str, float]:
        """Over episodes; they stand in place of what the GPU side averages over samples."""
        return self.experience_maker.statistics

    def save_logs_and_checkpoints(
        self, global_step: int, logs_dict: dict[str, Any] | None = None, client_states: dict[str, Any] | None = None
    ) -> None:
        announce_step(global_step, logs_dict or {})
        super().save_logs_and_checkpoints(global_step, logs_dict, client_states)
        if global_step % self.args.ckpt.save_steps == 0:
            announce_checkpoint(global_step)
