"""Certifying everything again: what holds stays, what does not is withdrawn, what cannot be judged is said."""

import shutil
from pathlib import Path

import pytest

from artifacts import Workspace
from environments import read_authored
from flows.certify import certify
from tasks.publish import shelve

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def root(tmp_path: Path, railway_folder: Path) -> Path:
    content = read_authored(railway_folder)
    shelve(Workspace(tmp_path), content, None)
    return tmp_path


def entry_of(root: Path):  # type: ignore[no-untyped-def]
    (entry,) = Workspace(root).catalog.environments()
    return entry


def test_what_holds_stays_published_and_the_proof_is_recorded(root: Path) -> None:
    report = certify(root=str(root))
    assert [each.outcome for each in report.environments] == ["holds"]
    assert entry_of(root).state == "published"
    (derivation,) = Workspace(root).catalog.derivations(step="recertify")
    assert derivation.outcome == "done"
    assert derivation.outputs["certificates"].startswith("certificates-")


def test_it_is_proved_anew_each_time(root: Path) -> None:
    certify(root=str(root))
    certify(root=str(root))
    assert len(Workspace(root).catalog.derivations(step="recertify")) == 2


def test_what_is_damaged_is_withdrawn_with_the_reason(root: Path) -> None:
    bundle = root / entry_of(root).bundle
    (bundle / "image.sqlite").write_bytes(b"no database")
    report = certify(root=str(root))
    assert [each.outcome for each in report.environments] == ["withdrawn"]
    entry = entry_of(root)
    assert entry.state == "withdrawn"
    assert entry.reason.startswith("no longer certified: it does not load")
    assert certify(root=str(root)).environments == []


def test_what_no_longer_passes_is_withdrawn_with_the_rule(tmp_path: Path, flawed_railway_folder: Path) -> None:
    shelve(Workspace(tmp_path), read_authored(flawed_railway_folder), None)
    report = certify(root=str(tmp_path))
    assert [each.outcome for each in report.environments] == ["withdrawn"]
    assert "no longer certified" in entry_of(tmp_path).reason


def test_what_cannot_be_opened_is_not_withdrawn(root: Path) -> None:
    shutil.rmtree(root / entry_of(root).bundle)
    report = certify(root=str(root))
    assert [each.outcome for each in report.environments] == ["unjudged"]
    assert "is gone" in report.environments[0].reason
    assert entry_of(root).state == "published"
