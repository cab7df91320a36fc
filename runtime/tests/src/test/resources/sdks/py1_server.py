"""The same small server as its three neighbours, with version 1 of the official Python SDK: FastMCP over its low-level server.

Arguments: its name, then "stdio", or "http": then it prints its address as {"url": ...}.
"""

import json
import socket
import sys

import anyio
import mcp.types as types
import uvicorn
from mcp.server.fastmcp import Context, FastMCP
from pydantic import BaseModel

name, how = sys.argv[1:3]
server = FastMCP(f"notes-{name}", instructions=f"Notes of {name}.", log_level="WARNING")
seen: list[str] = []


class Sum(BaseModel):
    sum: float


class Colour(BaseModel):
    colour: str


@server.tool(description="Adds two numbers", annotations=types.ToolAnnotations(readOnlyHint=True))
def add(a: float, b: float) -> Sum:
    return Sum(sum=a + b)


@server.tool(description="Asks for a colour", structured_output=False)
async def ask_user(ctx: Context) -> str:
    answer = await ctx.elicit("Which colour?", Colour)
    return f"{answer.action}: {answer.data.colour}"


@server.tool(description="Asks a model", structured_output=False)
async def ask_model(ctx: Context) -> str:
    question = types.SamplingMessage(role="user", content=types.TextContent(type="text", text="What is the answer?"))
    answer = await ctx.session.create_message([question], max_tokens=20, related_request_id=ctx.request_id)
    return f"model: {answer.content.text}"


@server.tool(description="Asks for folders", structured_output=False)
async def ask_roots(ctx: Context) -> str:
    answer = await ctx.session.list_roots()
    return " ".join(str(root.uri) for root in answer.roots)


@server.tool(description="Counts", structured_output=False)
async def count(to: int, ctx: Context) -> str:
    for i in range(1, to + 1):
        await ctx.info(f"step {i}", logger_name=name)
        await ctx.report_progress(i, to, f"{i} of {to}")
        await anyio.sleep(0.1)  # So that nobody finds a step and the answer in one chunk.
    return f"counted to {to}"


@server.tool(name="wait", description="Waits until it is cancelled", structured_output=False)
async def wait(key: str) -> str:
    seen.append(f"begun {key}")
    try:
        await anyio.sleep(20)
    except BaseException:
        seen.append(f"ended {key}")
        raise
    return "waited"


@server.tool(name="seen", description="What waits, and what was cancelled", structured_output=False)
def list_seen() -> str:
    return ", ".join(seen)


@server.tool(description="Fails", structured_output=False)
def broken() -> str:
    raise ValueError("broken on purpose")


@server.resource(f"note://{name}/today", name="today", description="The note of today", mime_type="text/plain")
def today() -> str:
    return f"today at {name}"


@server.resource(f"note://{name}/of/{{day}}", name="note", description="The note of a day", mime_type="text/plain")
def note(day: str) -> str:
    return f"{day} at {name}"


@server.prompt(description="Greets somebody")
def greet(who: str) -> str:
    return f"Say hello to {who}"


@server.completion()
async def complete(ref, argument, context):
    return types.Completion(values=[one for one in ["Ada", "Adele", "Bob"] if one.startswith(argument.value)])


@server._mcp_server.set_logging_level()
async def set_level(level: types.LoggingLevel) -> None:
    """FastMCP itself cannot be told; with this its low-level server offers `logging`."""


if how == "stdio":
    server.run()
else:
    listener = socket.create_server(("127.0.0.1", 0))
    print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"}), flush=True)
    uvicorn.Server(uvicorn.Config(server.streamable_http_app(), log_level="warning")).run([listener])
