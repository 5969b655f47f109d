"""Reviews: of finished rows, once, and texts that fit the stars."""

import random
from collections.abc import Mapping
from typing import Any

from authors.procedural.modules.flows import good_end
from authors.procedural.modules.reviews import FAIR, GOOD, POOR
from authors.procedural.sampling import draw_arguments
from authors.weaving import weave_tasks
from schemas.tasks import Level

from .trading_post import Day, lived, open_day, post

LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")
OPEN = {"reply": True, "change": "edit", "moderation": False, "rating": True}


def after_a_charter(persona: str = "customer", **options: object) -> Day:
    """User 1 (in either persona the first boater) has one completed charter, and one to come."""
    day = open_day(post(persona, bookings={"cancel": "any time"}, reviews={**OPEN, **options}))  # type: ignore[arg-type]
    day.session.connection.execute(
        "INSERT INTO charters (boat_id, boater_id, start_on, end_on, total_cents, status) VALUES "
        "(1, 1, '2026-06-01', '2026-06-03', 1000, 'completed'), (2, 1, '2026-07-01', '2026-07-03', 1000, 'confirmed'), "
        "(2, 2, '2026-06-01', '2026-06-03', 1000, 'completed')"
    )
    return day


def test_only_a_finished_charter_of_ones_own_is_reviewed_and_only_once() -> None:
    day = after_a_charter()
    review = day.do("review_charter", charter_id=1, stars=4, body="Fine.")
    assert (review["boat_id"], review["written_on"]) == (1, "2026-06-17")
    assert "already" in day.refused("review_charter", charter_id=1, stars=4, body="Fine.")
    assert "completed" in day.refused("review_charter", charter_id=2, stars=4, body="Fine.")
    assert "forbidden" in day.refused("review_charter", charter_id=3, stars=4, body="Fine.")
    assert "too many" in day.refused("review_charter", charter_id=1, stars=6, body="Fine.")
    assert day.broken() == {}


def test_a_withdrawn_review_may_be_written_anew() -> None:
    day = after_a_charter(change="withdraw")
    day.do("review_charter", charter_id=1, stars=1, body="Bad.")
    day.do("withdraw_review", review_id=1)
    day.do("review_charter", charter_id=1, stars=5, body="Good.")
    assert day.do("get_boat_rating", boat_id=1) == {"reviews": 1, "average_stars": 5.0, "five_stars": 1}


def test_what_is_moderated_is_not_counted_before_it_is_published() -> None:
    day = after_a_charter(moderation=True)
    day.do("review_charter", charter_id=1, stars=5, body="Good.")
    assert day.do("get_boat_rating", boat_id=1)["reviews"] == 0
    day.do("publish_review", review_id=1)
    assert day.do("get_boat_rating", boat_id=1)["reviews"] == 1
    assert day.do("edit_review", review_id=1, stars=2, body="Bad.")["status"] == "pending"


def test_staff_answer_a_review_once() -> None:
    day = after_a_charter("staff")
    day.do("review_charter", charter_id=1, stars=2, body="Bad.")
    day.do("reply_to_review", review_id=1, reply="We are sorry.")
    assert "answered already" in day.refused("reply_to_review", review_id=1, reply="Once more.")


def test_staff_always_have_something_to_do_with_reviews() -> None:
    world = post("staff", bookings={}, reviews={**OPEN, "reply": False, "moderation": False})
    assert world.actions["reply_to_review"].audience == "staff"


def test_texts_fit_the_stars_where_they_are_drawn_and_where_they_are_history() -> None:
    world = post("customer", bookings={}, reviews=OPEN)
    environment = lived(world, days=32)
    suited = {5: GOOD, 4: GOOD, 3: FAIR, 2: POOR, 1: POOR}
    with environment.session() as session:
        written = session.connection.execute("SELECT stars, body FROM reviews").fetchall()
        assert len(written) > 4
        assert all(body in suited[stars] for stars, body in written)
        rng = random.Random(3)

        def select(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
            return session.connection.execute(sql, dict(values)).fetchall()

        for _ in range(30):
            params = world.actions["review_charter"].params
            drawn = draw_arguments(world, params, select, rng, world.now, 1, fixed={"charter_id": 1})
            assert drawn is not None
            assert drawn["body"] in suited[drawn["stars"]]


def test_the_good_end_is_where_the_first_path_leads() -> None:
    world = post("staff", bookings={}, orders={"ready": True, "wanted": "as soon as possible"})
    assert good_end(world.entities["booking"]) == "completed"
    assert good_end(world.entities["order"]) == "completed"


def test_a_woven_task_writes_what_fits_its_stars() -> None:
    environment = lived(post("customer", bookings={}, reviews=OPEN), days=60)
    suited = {5: GOOD, 4: GOOD, 3: FAIR, 2: POOR, 1: POOR}
    drafts = [draft for level in LEVELS for draft in weave_tasks(environment, 12, level, seed=2)]
    calls = [call.arguments for draft in drafts for call in draft.solution.calls if "stars" in call.arguments]
    written = [(call["stars"], call["body"]) for call in calls if "body" in call]
    assert len(written) > 4
    assert not [(stars, body) for stars, body in written if body not in suited[stars]]
