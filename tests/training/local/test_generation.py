"""Answers written in batches: the same as alone, and with the log-probabilities that learning will find again."""

import asyncio
import random

import pytest
import torch

from tests.training.local.houses import house, load, reference_of, samples_in, tasks_of
from tests.training.local.learners import tiny
from training.local.generation import Writing, write_answers
from training.local.learning import Turn, batch_of, log_probabilities
from training.local.models import Learner
from training.local.playing import Field, rules_of
from training.local.recipe import LocalPlay
from training.local.writing import LocalPolicy
from training.loop import Played
from training.records import rollout_of

PLAY = LocalPlay(turns=4, answer_tokens=24, context_tokens=2048, batch=16)


@pytest.fixture(scope="module")
def learner() -> Learner:
    return tiny(samples_in([1]))


def writings(count: int) -> list[Writing]:
    return [Writing(list(range(5, 8 + 3 * k)), 6 + 5 * (k % 3), random.Random(k)) for k in range(count)]


def test_an_answer_does_not_depend_on_who_is_written_beside_it(learner: Learner) -> None:
    together, alone = writings(7), writings(7)
    write_answers(learner, together, 1.0)
    for each in alone:
        write_answers(learner, [each], 1.0)
    assert [each.tokens for each in together] == [each.tokens for each in alone]
    for one, other in zip(together, alone, strict=True):
        assert one.logged == pytest.approx(other.logged, abs=1e-4)


def test_its_log_probabilities_are_those_of_a_pass_without_cache(learner: Learner) -> None:
    answers = writings(5)
    write_answers(learner, answers, 0.7)
    batch = batch_of([Turn(each.prompt, each.tokens) for each in answers], learner)
    with torch.no_grad():
        logs, entropy = log_probabilities(learner, learner.model, batch, 0.7)
    for row, each in enumerate(answers):
        assert logs[row, -len(each.tokens) :].tolist() == pytest.approx(each.logged, abs=1e-4)
    assert (entropy > 0).all()


def test_at_temperature_zero_the_likeliest_token_is_taken(learner: Learner) -> None:
    first, second = writings(3), [Writing(each.prompt, each.most, random.Random(99)) for each in writings(3)]
    write_answers(learner, first, 0.0)
    write_answers(learner, second, 0.0)
    assert [each.tokens for each in first] == [each.tokens for each in second]


def test_no_answer_is_longer_than_its_room(learner: Learner) -> None:
    answers = writings(6)
    write_answers(learner, answers, 1.0)
    assert all(1 <= len(each.tokens) <= each.most for each in answers)


def play(learner: Learner, batch: int, seed: int = 1) -> list[Played]:
    field = Field(tasks_of([1]), load)
    policy = LocalPolicy(learner, PLAY.model_copy(update={"batch": batch}), seed)
    return field.play(policy, field.tasks, 2, rules_of(PLAY, is_training=False))


def test_the_same_seed_gives_the_same_episodes_whatever_the_batch(learner: Learner) -> None:
    def records(batch: int, seed: int = 1) -> list[object]:
        return [rollout_of(each, reference_of(1), "tiny") for each in play(learner, batch, seed)]

    assert records(16) == records(3)
    assert records(16) != records(16, seed=2)


def test_a_turn_keeps_exactly_what_the_model_saw_and_wrote(learner: Learner) -> None:
    for each in play(learner, 16):
        assert each.episode is not None
        for place, written in enumerate(each.written):
            assert written.tokens == len(written.trace["answer"]) == len(written.trace["logged"])
            assert learner.text_of(written.trace["answer"]) == each.episode.turns[place][0]["content"]


def test_a_full_context_ends_the_episode_by_that_name(learner: Learner) -> None:
    cramped = PLAY.model_copy(update={"context_tokens": 30})
    field = Field(tasks_of([1])[:1], load)
    (played,) = field.play(LocalPolicy(learner, cramped), field.tasks, 1, rules_of(cramped, is_training=True))
    assert played.episode is not None
    assert played.episode.end in ("context", "cut", "violation")
    assert house(1).name == "house-of-lamps-1"


def test_a_fault_of_the_model_reaches_every_episode_that_waits(learner: Learner) -> None:
    class Broken(Learner):
        @property
        def end_id(self) -> int:
            raise RuntimeError("out of memory")

    policy = LocalPolicy(Broken(learner.model, learner.tokenizer, learner.device), PLAY)

    async def ask() -> list[object]:
        waiting = [policy.write(each) for each in writings(3)]
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [str(each) for each in asyncio.run(ask())] == ["out of memory"] * 3
