"""Version 2 of the official Python client, in the newest revision that the other side has. Argument: targets as JSON,
see features.py."""

import os
import warnings
from contextlib import asynccontextmanager

import anyio
import mcp.types as types
from features import main
from mcp import Client, StdioServerParameters
from mcp.client.sse import sse_client

warnings.simplefilter("ignore")  # What the newest revision deprecates is used here, too.


def wire(result):
    return result.model_dump(mode="json", by_alias=True, exclude_none=True)


class Connection:
    def __init__(self, client):
        self.client = client
        self.revision = client.protocol_version

    async def tools(self):
        return wire(await self.client.list_tools())

    async def prompts(self):
        return wire(await self.client.list_prompts())

    async def resources(self):
        return wire(await self.client.list_resources())

    async def templates(self):
        return wire(await self.client.list_resource_templates())

    async def call(self, name, arguments, progress=None):
        return wire(await self.client.call_tool(name, arguments, progress_callback=progress))

    async def cancel(self, name, arguments, begun):
        outcome = "cancelled"

        async def call():
            nonlocal outcome
            await self.client.call_tool(name, arguments)
            outcome = "not cancelled"

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call)
            if not await begun():
                outcome = "never begun"
            tasks.cancel_scope.cancel()
        return outcome

    async def read(self, uri):
        return wire(await self.client.read_resource(uri))

    async def prompt(self, name, arguments):
        return wire(await self.client.get_prompt(name, arguments))

    async def complete(self, prompt, argument):
        return wire(await self.client.complete(types.PromptReference(name=prompt), argument))


def server(target):
    if target["kind"] == "http":
        return target["url"]
    if target["kind"] == "sse":
        return sse_client(target["url"])
    command = target["command"]
    return StdioServerParameters(command=command[0], args=command[1:], env=os.environ | target.get("env", {}))


@asynccontextmanager
async def connect(target, log):
    async def model(context, params):
        return types.CreateMessageResult(
            model="test", role="assistant", content=types.TextContent(text="forty-two"))

    async def user(context, params):
        return types.ElicitResult(action="accept", content={"colour": "blue"})

    async def roots(context):
        return types.ListRootsResult(roots=[types.Root(uri="file:///parts", name="parts")])

    async def logged(params):
        log(params.logger, params.level, params.data)

    async with Client(
        server(target), mode="legacy" if target["kind"] == "sse" else "auto", sampling_callback=model,
        elicitation_callback=user, list_roots_callback=roots, logging_callback=logged, log_level="info") as client:
        if client.protocol_version < "2026-07-28" and client.server_capabilities.logging is not None:
            await client.session.set_logging_level("info")
        yield Connection(client)


main(connect)
