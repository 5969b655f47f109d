"""Two models that think of businesses: one that listens to what there is, one that has a single idea.

In:  requests of `write_scenarios`. Out: answers.
"""

import re
from typing import Any

from authors.seeds import seed_scenarios
from tests.llm_endpoint import ChatRequest
from tests.llm_endpoint.scribe import form_of


def businesses_that_it_was_not_told(request: ChatRequest) -> dict[str, Any]:
    """Five businesses that the prompt does not name, and all of them fit."""
    if form_of(request) == "SuitabilityAnswer":
        return {"verdicts": []}
    named = set(re.findall(r"^- (.+)$", request.last.partition("These exist already")[2], re.MULTILINE))
    category = re.findall(r"category “(.+?)”", request.last)[0]
    ideas = [each for each in seed_scenarios() if each.title not in named][:5]
    return {"scenarios": [{"title": each.title, "category": category, "description": each.description}
                          for each in ideas]}  # fmt: skip


def the_same_idea(request: ChatRequest) -> dict[str, Any]:
    """Always the same idea."""
    if form_of(request) == "SuitabilityAnswer":
        return {"verdicts": []}
    return {"scenarios": [{"title": "Corner Bakery", "category": "Food",
                           "description": "A bakery that takes orders for cakes and bread."}]}  # fmt: skip
