"""Names of schemas in SQL: what is quick gives what tokens give, however odd the text."""

from hypothesis import given
from hypothesis import strategies as st

from environments.sql_text import requalified, requalified_by_tokens, used_otherwise, used_otherwise_by_tokens

PIECES = [
    *("final", "initial", "FINAL", "main", "_final", "final2", "final.", ".final", "t", "1", "x'", "é"),
    *(".", "'", "''", "$", ":", "@", ",", " ", "  ", "(", ")", '"', "`", "[", "]", "--", "/*", "*/", "\n", "="),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


def test_a_check_is_turned_to_the_database_itself() -> None:
    sql = "SELECT count(*) = 1 FROM final.loans f JOIN initial.loans i USING (id) WHERE f.note = 'the final.draft'"
    assert requalified(sql, "final", "main") == sql.replace("final.loans", "main.loans")


def test_a_schema_as_an_alias_is_seen() -> None:
    assert used_otherwise("SELECT 1 FROM final.loans AS final", ("initial", "final")) == "final"
    assert used_otherwise("SELECT 1 FROM final.loans", ("initial", "final")) is None


@given(TEXTS)
def test_any_text_is_requalified_as_its_tokens_say(sql: str) -> None:
    assert requalified(sql, "final", "main") == requalified_by_tokens(sql, "final", "main")


@given(TEXTS)
def test_any_misused_name_is_found_that_its_tokens_show(sql: str) -> None:
    schemas = ("initial", "final")
    assert used_otherwise(sql, schemas) == used_otherwise_by_tokens(sql, schemas)
