"""From a sentence to a domain: read what a scenario says, and let it win over what a domain says.

In:  a scenario's text.
Out: `read_scenario` gives a `Reading`; `adapt` gives the domain as the sentence wants it.
"""

from authors.procedural.reading.adapting import adapt
from authors.procedural.reading.frames import Want
from authors.procedural.reading.legibility import UnreadableScenario
from authors.procedural.reading.reader import Reading, read_scenario

__all__ = ["Reading", "UnreadableScenario", "Want", "adapt", "read_scenario"]
