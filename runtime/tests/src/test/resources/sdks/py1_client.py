"""Version 1 of the official Python client. Argument: targets as JSON, see features.py."""

import os
from contextlib import asynccontextmanager

import anyio
import mcp.types as types
from features import main
from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.sse import sse_client
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamablehttp_client


def wire(result):
    return result.model_dump(mode="json", by_alias=True, exclude_none=True)


class Connection:
    def __init__(self, session, revision):
        self.session = session
        self.revision = revision

    async def tools(self):
        return wire(await self.session.list_tools())

    async def prompts(self):
        return wire(await self.session.list_prompts())

    async def resources(self):
        return wire(await self.session.list_resources())

    async def templates(self):
        return wire(await self.session.list_resource_templates())

    async def call(self, name, arguments, progress=None):
        return wire(await self.session.call_tool(name, arguments, progress_callback=progress))

    async def cancel(self, name, arguments, begun):
        """This version sends no cancellation when a call is given up, so it is sent by hand."""
        number = []
        answered = anyio.Event()

        async def call():
            number.append(self.session._request_id)  # Nobody else runs before the call takes it.
            try:
                await self.session.call_tool(name, arguments)
            except McpError:
                answered.set()  # Some servers answer what was cancelled.

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(call)
            outcome = "cancelled" if await begun() else "never begun"
            gone = types.CancelledNotificationParams(requestId=number[0], reason="enough")
            await self.session.send_notification(types.ClientNotification(types.CancelledNotification(params=gone)))
            with anyio.move_on_after(1):  # An answer that meets the end of its call breaks the session of this version.
                await answered.wait()
            tasks.cancel_scope.cancel()
        return outcome

    async def read(self, uri):
        return wire(await self.session.read_resource(uri))

    async def prompt(self, name, arguments):
        return wire(await self.session.get_prompt(name, arguments))

    async def complete(self, prompt, argument):
        return wire(await self.session.complete(types.PromptReference(type="ref/prompt", name=prompt), argument))


def transport(target):
    if target["kind"] == "http":
        return streamablehttp_client(target["url"])
    if target["kind"] == "sse":
        return sse_client(target["url"])
    command = target["command"]
    return stdio_client(StdioServerParameters(command=command[0], args=command[1:], env=os.environ | target.get("env", {})))


@asynccontextmanager
async def connect(target, log):
    async def model(context, params):
        return types.CreateMessageResult(
            model="test", role="assistant", content=types.TextContent(type="text", text="forty-two"))

    async def user(context, params):
        return types.ElicitResult(action="accept", content={"colour": "blue"})

    async def roots(context):
        return types.ListRootsResult(roots=[types.Root(uri="file:///parts", name="parts")])

    async def logged(params):
        log(params.logger, params.level, params.data)

    async with transport(target) as streams:
        async with ClientSession(
            streams[0], streams[1], sampling_callback=model, elicitation_callback=user, list_roots_callback=roots,
            logging_callback=logged) as session:
            hello = await session.initialize()
            if hello.capabilities.logging is not None:
                await session.set_logging_level("info")
            yield Connection(session, hello.protocolVersion)


main(connect)
