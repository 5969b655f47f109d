"""What refusals teach must be true: a call that is ruled out would have shown nothing."""

import random

import pytest

from environments import Environment
from environments.certification.bench import open_bench
from environments.certification.refusals import Deciding, Refusals


@pytest.fixture(scope="module")
def deciding(railway: Environment) -> Deciding:
    return Deciding(railway)


def test_a_step_that_one_argument_decides_is_known_with_it(railway: Environment, deciding: Deciding) -> None:
    decided = {(tool, step): parameter for (tool, step), parameter in deciding.parameter.items()}
    assert decided, "no step of the railway club rests on one argument alone"
    for (tool, step), parameter in decided.items():
        assert parameter in railway.tools[tool].parameters["properties"]
        assert step in {each.step for each in deciding.of[tool]}


def test_what_is_ruled_out_fires_nothing_that_is_open(railway: Environment, deciding: Deciding) -> None:
    dice, ruled_out, made = random.Random(5), 0, 0
    with open_bench(railway, 3) as bench, bench.stage.episode() as episode:
        refusals = Refusals(deciding)
        for tool in sorted(deciding.of):
            end = 1 + max(each.step for each in deciding.of[tool])
            steps = [each.step for each in deciding.of[tool]] + [end]
            for _ in range(150):
                arguments = bench.candidates.arguments(tool, (), {}, dice)
                open_steps = dice.sample(steps, dice.randint(1, len(steps)))
                is_ruled_out = refusals.rules_out(tool, arguments, open_steps)
                result = episode.trial(tool, arguments)
                if is_ruled_out:
                    assert deciding.step_of(tool, result) not in open_steps, (tool, arguments, result.error)
                ruled_out, made = ruled_out + is_ruled_out, made + 1
                refusals.learn(tool, arguments, result)
    assert made / 10 < ruled_out < made


def test_values_that_were_refused_are_no_longer_promising(railway: Environment, deciding: Deciding) -> None:
    (tool, _), parameter = next(iter(sorted(deciding.parameter.items())))
    with railway.rehearsal() as stage, stage.episode() as episode, open_bench(railway, 3) as bench:
        refusals = Refusals(deciding)
        dice = random.Random(1)
        wrong = {**bench.candidates.arguments(tool, (), {}, dice), parameter: 999_999}
        refusals.learn(tool, wrong, episode.trial(tool, wrong))
        assert refusals.promising(tool, parameter, [1, 999_999]) == [1]
