"""Runs in ToolSandbox's own Python: its command line, with the gateway's models as agent and user.

In:  `list PATH`: write its scenarios there. Else the arguments of its command line; AGENT_URL and USER_URL are set.
Out: its own result files. Children that it spawns import this file too, so the models are exchanged at import.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from openai import OpenAI
from tool_sandbox.cli import main
from tool_sandbox.cli.utils import AGENT_TYPE_TO_FACTORY, USER_TYPE_TO_FACTORY, RoleImplType
from tool_sandbox.common.execution_context import DatabaseNamespace
from tool_sandbox.common.tool_discovery import ToolBackend
from tool_sandbox.roles.openai_api_agent import OpenAIAPIAgent
from tool_sandbox.roles.openai_api_user import OpenAIAPIUser
from tool_sandbox.scenarios import named_scenarios

KEY = os.environ.get("OPENAI_API_KEY", "")
ROLE = RoleImplType.GPT_4_o_2024_05_13
"""The default of its command line, for both roles."""


class Agent(OpenAIAPIAgent):  # type: ignore[misc]
    model_name = "worldloom"

    def __init__(self) -> None:
        self.openai_client = OpenAI(base_url=os.environ["AGENT_URL"], api_key=KEY)


class User(OpenAIAPIUser):  # type: ignore[misc]
    model_name = "worldloom-user"

    def __init__(self) -> None:
        self.openai_client = OpenAI(base_url=os.environ["USER_URL"], api_key=KEY)


AGENT_TYPE_TO_FACTORY[ROLE] = Agent
USER_TYPE_TO_FACTORY[ROLE] = User


def scenarios() -> list[dict[str, Any]]:
    """Every scenario: its name, its categories, the tools that it offers, what is said first."""
    found = []
    for name, scenario in named_scenarios(preferred_tool_backend=ToolBackend.DEFAULT).items():
        context = scenario.starting_context
        messages = context.get_database(DatabaseNamespace.SANDBOX).to_dicts()
        asked = [each["content"] for each in messages if str(each["sender"]) == "USER"]
        found.append({
            "name": name, "categories": [str(each) for each in scenario.categories],
            "tools": sorted(context.tool_allow_list or []), "text": "\n".join(filter(None, asked)),
        })  # fmt: skip
    return found


if __name__ == "__main__":
    if sys.argv[1] == "list":
        Path(sys.argv[2]).write_text(json.dumps(scenarios()))
    else:
        main()
