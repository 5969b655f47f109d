"""What stands for the GPU side in tests of the controller's: settings, a group of workers, episodes."""

import random
from types import SimpleNamespace
from typing import Any

PAD = 0


def settings(
    estimator: str, *, ranks: int = 2, batch: int = 8, kl: float = 0.0, micro: int = 1, kl_loss: bool = False
) -> Any:
    """OpenRLHF's arguments, as far as the controller reads them: 4 prompts a step, 4 episodes each."""
    some = SimpleNamespace
    return some(
        rollout=some(n_samples_per_prompt=4, micro_batch_size=micro, batch_size=4, max_new_tokens=None),
        train=some(
            batch_size=batch, micro_batch_size=1, dynamic_batch_enable=False, colocate_all=False, seed=1,
            colocate_actor_ref=False, colocate_critic_reward=False,
        ),
        actor=some(num_nodes=1, num_gpus_per_node=ranks, loss_agg_mode="token-mean"),
        ds=some(ring_attn_size=1, tensor_parallel_size=1),
        reward=some(clip_range=(-10, 10), overlong_buffer_len=None, stop_properly_penalty_coef=None),
        algo=some(
            advantage=some(
                estimator=estimator, gamma=1.0, lambd=1.0, no_std_norm=False, is_correction_level="token"
            ),
            kl=some(use_loss=kl_loss, estimator="k1", init_coef=kl),
        ),
        data=some(max_len=64),
        vllm=some(enable_sleep=False),
    )  # fmt: skip


class Workers:
    """A group of actors whose log-probabilities are a fixed function of the token, so that results can be compared."""

    def __init__(self, shift: float) -> None:
        self.shift = shift

    def async_run_method_batch(self, method_name: str, sequences: Any, action_mask: Any, **more: Any) -> list[Any]:
        assert method_name == "forward"
        return [[self._log_probs(tokens, mask) for tokens, mask in zip(sequences, action_mask, strict=True)]]

    def _log_probs(self, tokens: Any, mask: Any) -> Any:
        values = -(tokens[:, 1:].float() % 7) * 0.1 - self.shift * (tokens[:, 1:] % 3).float()
        return values[:, -mask.shape[1] :] * mask.float()

    def async_run_method(self, **more: Any) -> list[Any]:
        return []


class Values(Workers):
    """A critic whose value is a fixed function of the token."""

    def _log_probs(self, tokens: Any, mask: Any) -> Any:
        return (tokens[:, 1:].float() % 5)[:, -mask.shape[1] :] * 0.1


def episode(draw: random.Random, prompt: str, windows: int, judged: bool = True) -> dict[str, Any]:
    """One episode as our agent returns it: every window some tokens of prompt, then some of answer."""
    made = []
    for _ in range(windows):
        head = [draw.randrange(1, 50) for _ in range(draw.randrange(3, 9))]
        answer = [draw.randrange(1, 50) for _ in range(draw.randrange(1, 6))]
        span = (len(head), len(head) + len(answer))
        logged = [0.0] * len(head) + [-0.3] * len(answer)
        made.append({"observation_tokens": head + answer, "action_ranges": [span], "rollout_log_probs": logged})
    reward = draw.choice([0.0, 1.0, 0.5, 2.0])
    return {
        "prompt": prompt, "label": "", "images": None, "mm_train_inputs": None, "reward": reward, "scores": reward,
        "truncated": False, "extra_logs": {"turns": float(windows)}, **made[-1], "windows": made, "judged": judged,
    }  # fmt: skip
