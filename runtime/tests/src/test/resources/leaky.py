# An MCP server that prints the secret it was given, and tells its length.
import json
import os
import sys

token = os.environ["TOKEN"]
print("starting with " + token, file=sys.stderr, flush=True)
for part in ("in parts ", token[:9], token[9:], "\n"):
    os.write(2, part.encode())
if os.environ.get("FAIL"):
    sys.exit("cannot log in with " + token)
TOOL = {"name": "length", "description": "Length of the token.", "inputSchema": {"type": "object"}}
for line in sys.stdin:
    message = json.loads(line)
    if "id" not in message:
        continue
    method = message["method"]
    result = {}
    if method == "initialize":
        result = {
            "protocolVersion": message["params"]["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "leaky", "version": "1"},
        }
    elif method == "tools/list":
        result = {"tools": [TOOL]}
    elif method == "tools/call":
        result = {"content": [{"type": "text", "text": "length " + str(len(token))}]}
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
