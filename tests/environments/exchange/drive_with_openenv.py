"""Run by a Python that has `openenv`: its own clients against a running server. Prints JSON.

python drive_with_openenv.py ADDRESS
"""

import asyncio
import json
import sys

from openenv.core.generic_client import GenericEnvClient
from openenv.core.mcp_client import MCPToolClient

BOOKING = {
    "bench_id": 1,
    "starts_at": "2026-05-16 14:00",
    "ends_at": "2026-05-16 16:00",
    "purpose": "Re-gauging the Class 37 wheelsets",
}


async def generic(address: str) -> dict[str, object]:
    async with GenericEnvClient(base_url=address) as env:
        await env.reset(task="t02")
        await env.step({"type": "call_tool", "tool_name": "book_workbench", "arguments": BOOKING})
        last = await env.step({"type": "call_tool", "tool_name": "final_answer", "arguments": {}})
        state = await env.state()
        return {"reward": last.reward, "done": last.done, "steps": state["step_count"]}


async def main(address: str) -> None:
    async with MCPToolClient(base_url=address) as env:
        await env.reset(seed=3)
        tools = await env.list_tools()
        profile = await env.call_tool("get_my_profile")
    seen = {"generic": await generic(address), "tools": len(tools), "profile": profile}
    print(json.dumps(seen))


asyncio.run(main(sys.argv[1]))
