"""Documents: versions until they are signed or approved, and titles that suit their kind."""

import pytest

from authors.procedural.modules.documents import Documents

from .trading_post import Day, open_day, post

ALL = {"course": "signed twice", "versions": True, "expiry": True, "withdraw": True}
WAIVER = {"title": "Guest Waiver"}


def files(persona: str = "customer", **options: object) -> Day:
    return open_day(post(persona, documents={**ALL, **options}))  # type: ignore[arg-type]


def test_a_document_is_revised_until_it_is_signed() -> None:
    day = files()
    day.do("file_document", **WAIVER)
    assert day.do("revise_document", document_id=1, note="New date.")["version"] == 2
    day.do("sign_document", document_id=1)
    assert "signed" in day.refused("revise_document", document_id=1, note="Too late.")
    day.do("countersign_document", document_id=1)
    shown = day.do("get_document", document_id=1)
    assert [each["note"] for each in shown["document_versions"]] == ["First version.", "New date."]
    assert [each["signer"] for each in shown["document_signatures"]] == ["boater", "staff"]
    assert day.broken() == {}


def test_a_title_is_filed_once_and_again_after_it_was_withdrawn() -> None:
    day = files()
    day.do("file_document", **WAIVER)
    assert "revise it" in day.refused("file_document", **WAIVER)
    day.do("withdraw_document", document_id=1)
    day.do("file_document", **WAIVER)


def test_what_was_returned_comes_back_revised() -> None:
    day = files("staff", course="approved")
    day.do("file_document", boater_id=1, **WAIVER)
    day.do("return_document", document_id=1)
    assert "returned" in day.refused("approve_document", document_id=1)
    assert day.do("revise_document", document_id=1, note="New date.")["status"] == "filed"
    day.do("approve_document", document_id=1)


def test_validity_is_only_extended() -> None:
    day = files("staff")
    until = day.do("file_document", boater_id=1, **WAIVER)["valid_until"]
    assert until == "2026-12-17"
    assert "is not later" in day.refused("renew_document", document_id=1, valid_until=until)
    day.do("renew_document", document_id=1, valid_until="2027-03-01")


@pytest.mark.parametrize(
    ("kind", "title"),
    [("visa letter", "Letter for the Visa Office"), ("study contract", "Study Contract, One Year"),
     ("certificate", "Level B1 Certificate")],
)  # fmt: skip
def test_a_title_belongs_to_the_kind_with_which_it_shares_words(kind: str, title: str) -> None:
    assert Documents(kinds=("visa letter", "study contract", "certificate")).kind_of(title) == kind


def test_the_kind_is_filed_with_the_title() -> None:
    day = files()
    assert day.do("file_document", **WAIVER)["kind"] == "waiver"
