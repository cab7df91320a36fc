"""What the Python clients do with each of the small servers: the same as the TypeScript clients."""

import json
import sys
import time
import traceback
from collections import defaultdict

import anyio


turns = defaultdict(anyio.Lock)


async def use(connection, server, prefix, logs):
    """Uses every feature of one server through a connection; `prefix` is what its names begin with here."""
    note = f"note://{server}/"

    async def text(tool):
        return (await connection.call(prefix + tool, {}))["content"][0]["text"]

    async def own(method, key):
        return sorted(
            (one | {"name": one["name"][len(prefix):]} for one in (await method())[key] if one["name"].startswith(prefix)),
            key=lambda one: one["name"])

    async def at_note(method, key, uri):
        return [one for one in (await method())[key] if one[uri].startswith(note)]

    async def count():
        progress = []

        async def step(done, total, message):
            progress.append([int(done), int(total), message])

        result = await connection.call(prefix + "count", {"to": 3}, progress=step)
        return {"text": result["content"][0]["text"], "progress": progress, "logs": logs[server]}

    async def cancelled():
        key = f"{server}-{time.time_ns()}"

        async def seen(what):
            end = time.monotonic() + 15
            while time.monotonic() < end:
                if f"{what} {key}" in await text("seen"):
                    return True
                await anyio.sleep(0.1)
            return False

        outcome = await connection.cancel(prefix + "wait", {"key": key}, lambda: seen("begun"))
        return f"{outcome}, and the server {'knows' if await seen('ended') else 'does not know'}"

    async def broken():
        result = await connection.call(prefix + "broken", {})
        return {"text": result["content"][0]["text"], "isError": result["isError"]}

    features = {
        "tools": lambda: own(connection.tools, "tools"),
        "prompts": lambda: own(connection.prompts, "prompts"),
        "resources": lambda: at_note(connection.resources, "resources", "uri"),
        "templates": lambda: at_note(connection.templates, "resourceTemplates", "uriTemplate"),
        "add": lambda: connection.call(prefix + "add", {"a": 2, "b": 3}),
        "user": lambda: text("ask_user"),
        "model": lambda: text("ask_model"),
        "roots": lambda: text("ask_roots"),
        "count": count,
        "cancelled": cancelled,
        "broken": broken,
        "read": lambda: connection.read(f"{note}today"),
        "readTemplate": lambda: connection.read(f"{note}of/monday"),
        "missing": lambda: connection.read(f"{note}nowhere"),
        "prompt": lambda: connection.prompt(prefix + "greet", {"who": "Ada"}),
        "completion": lambda: connection.complete(prefix + "greet", {"name": "who", "value": "Ad"}),
    }
    results = {}
    for name, feature in features.items():
        try:
            with anyio.fail_after(40):
                results[name] = await feature()
        except Exception as error:
            results[name] = {"failed": repr(error), "code": getattr(getattr(error, "error", None), "code", None)}
    return results


def main(connect):
    """Runs `connect(target, log)`, a context manager with a connection, for each target of the argument, [[target, at the
    same time], [then these]], and prints {target: {server: results, revision}}."""
    answers = {}

    async def visit(target):
        answer = answers[target["name"]] = {}
        logs = defaultdict(list)

        async def at(connection, name, prefix):
            async with turns[name]:  # A server that many share does not say which of two calls a log message belongs to.
                answer[name] = await use(connection, name, prefix, logs)

        try:
            async with connect(target, lambda logger, level, data: logs[logger].append([level, data])) as connection:
                answer["revision"] = connection.revision
                async with anyio.create_task_group() as tasks:
                    for server in target["servers"]:
                        tasks.start_soon(at, connection, server["name"], server["prefix"])
        except Exception as error:
            answer["failed"] = "".join(traceback.format_exception(error))

    async def every():
        for together in json.loads(sys.argv[1]):
            async with anyio.create_task_group() as tasks:
                for target in together:
                    tasks.start_soon(visit, target)

    anyio.run(every)
    print(json.dumps(answers))
