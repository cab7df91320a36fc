"""A small MCP server over stdio with a few tools of the fixture: starts quickly, so that sessions may come and go."""
import json
import sys
import threading
import time

WRITING = threading.Lock()
CANCELLED = {}
TOOLS = [{"name": name, "inputSchema": {"type": "object"}} for name in ("echo", "nasty_big", "nasty_slow", "nasty_hang", "nasty_stderr")]


def send(message):
    with WRITING:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0"} | message) + "\n")
        sys.stdout.flush()


def text(value):
    return {"content": [{"type": "text", "text": value}]}


def call(number, params):
    arguments = params.get("arguments", {})
    match params.get("name"):
        case "echo":
            return text("Echo: " + arguments.get("message", ""))
        case "nasty_big":
            return text("m" * (arguments.get("megabytes", 1) << 20))
        case "nasty_slow":
            for step in range(5):
                token = params.get("_meta", {}).get("progressToken")
                send({"method": "notifications/progress", "params": {"progressToken": token, "progress": step, "total": 5}})
                time.sleep(0.1)
            return text("slow")
        case "nasty_hang":
            CANCELLED.setdefault(number, threading.Event()).wait(300)
            return None
        case "nasty_stderr":
            sys.stderr.write(("noise " * 20 + "\n") * 200)
            print("this is no message")
            return text("noise")
    return text("unknown tool")


def answer(message):
    number, params = message["id"], message.get("params", {})
    match message["method"]:
        case "initialize":
            result = {
                "protocolVersion": params["protocolVersion"],
                "capabilities": {"tools": {}, "resources": {"subscribe": True}},
                "serverInfo": {"name": "soak", "version": "1"},
            }
        case "tools/list":
            result = {"tools": TOOLS}
        case "tools/call":
            result = call(number, params)
        case "resources/list":
            result = {"resources": [{"uri": "test://watched-resource", "name": "watched"}]}
        case "resources/subscribe" | "resources/unsubscribe" | "ping":
            result = {}
        case _:
            send({"id": number, "error": {"code": -32601, "message": "unknown method"}})
            return
    if result is not None:
        send({"id": number, "result": result})


for line in sys.stdin:
    received = json.loads(line)
    if "method" in received and "id" in received:
        threading.Thread(target=answer, args=(received,), daemon=True).start()
    elif received.get("method") == "notifications/cancelled":
        CANCELLED.setdefault(received["params"]["requestId"], threading.Event()).set()
