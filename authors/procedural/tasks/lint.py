"""Read an instruction as an editor would, and refuse what no person writes.

In:  text.
Out: the first fault, or nothing.
Never here: repairs. Another draw of words is cheaper.
"""

import itertools
import re

LONGEST = 120
"""Words of an instruction."""

_QUOTED = re.compile(r"“[^”]*”")
_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(\w+) \1\b", re.I), "a word twice"),
    (re.compile(r"\ba (?=[aeio]\w)(?!one\b|once\b|eu)", re.I), "a before a vowel"),
    (re.compile(r"\ban (?=[bcdfgjklmnpqrstvwxyz][a-z])(?!hour|heir|honest)", re.I), "an before a consonant"),
    (re.compile(r"\b(?:one|1|a|an) (?:\w+ )?(?:days|nights|hours|weeks|months|points|guests|places)\b", re.I),
     "one of many"),
    (re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:day|night|hour|week|month|point|guest|place)\b",
                re.I), "many of one"),
    (re.compile(r"[{}\[\]]"), "an unfilled slot"),
    (re.compile(r"[ \t][,.;?!]|,,|\.\.(?!\.)|\?\?|  "), "loose punctuation"),
    (re.compile(r"\bthe (?:the|my|our|his|her|their)\b|\bmy (?:the|my)\b|'s the\b", re.I), "two determiners"),
    (re.compile(r"\b\w+_\w+\b"), "a name from the database"),
    (re.compile(r"\b(\w{5,})\w* \1\w*", re.I), "a word beside its own kind"),
)  # fmt: skip


def fault_of(text: str) -> str:
    """What is wrong with the text; empty where nothing is."""
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return "unbalanced quotes"
    plain = _QUOTED.sub("“…”", text)
    for pattern, fault in _FAULTS:
        found = pattern.search(plain)
        if found and found[0].lower() not in ("that that", "had had"):
            return f"{fault}: {found[0]}"
    if len(text.split()) > LONGEST:
        return "too long"
    return _alike(plain)


def _alike(text: str) -> str:
    """Two sentences one after the other that begin with the same two words."""
    openings = [" ".join(sentence.split()[:2]).lower() for sentence in re.split(r"(?<=[.?!])\s+", text)]
    for one, other in itertools.pairwise(openings):
        if one == other and one:
            return f"two sentences begin alike: {one}"
    return ""
