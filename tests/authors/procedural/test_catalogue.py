"""The breadth that there is to compose environments of."""

from authors.procedural.catalogue import catalogue
from authors.procedural.modules.lost_property import LostProperty


def test_there_is_as_much_as_was_promised() -> None:
    there = catalogue()
    assert there.domains >= 60
    assert there.categories >= 20
    assert len(there.modules) >= 30
    assert there.rules >= there.domains
    assert there.situations >= 60
    assert len(there.of_modules) >= 60


def test_modules_have_about_four_structural_options() -> None:
    options = catalogue().modules
    assert sum(options.values()) / len(options) >= 4
    assert options[LostProperty.__name__] == len(LostProperty.OPTIONS)


def test_a_situation_is_counted_by_its_name_and_wants() -> None:
    there = catalogue()
    assert ("moving away", ("leave?", "cancel*", "pay*?")) in there.of_modules
    assert not there.of_modules & there.of_domains
