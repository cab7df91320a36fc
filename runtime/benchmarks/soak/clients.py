"""MCP clients of both eras that show what they get, and nothing more."""
import http.client
import itertools
import json
import socket
import threading

LIMIT_SECONDS = 60
SESSIONS, STATELESS = "2025-11-25", "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": STATELESS,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "soak", "version": "1"},
}


class Failure(Exception):
    """What a client was told instead of a result, or that it was told nothing."""


class Connection:
    """One kept connection; opened again when the daemon closed it while it rested."""

    def __init__(self, port, path):
        self.port, self.path, self.http = port, path, None

    def send(self, method, headers, body=None):
        for attempt in (1, 2):
            fresh = self.http is None
            if fresh:
                self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_SECONDS)
            try:
                self.http.request(method, self.path, body, headers)
                return self.http.getresponse()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as e:
                self.close()
                if fresh or attempt == 2:
                    raise Failure(f"connection lost: {e}") from e
            except OSError as e:
                self.close()
                raise Failure(f"no answer: {e!r}") from e

    def close(self):
        if self.http is not None:
            self.http.close()
            self.http = None


def messages(answer):
    """All messages of an answer, as they come."""
    if (answer.getheader("Content-Type") or "").startswith("text/event-stream"):
        for line in answer:
            if line.startswith(b"data:") and len(line) > 7:
                yield json.loads(line[5:])
    else:
        text = answer.read()
        if text:
            yield json.loads(text)


def outcome(answer, number):
    if answer.status >= 300 and not (answer.getheader("Content-Type") or "").startswith("application/json"):
        raise Failure(f"HTTP {answer.status}: {answer.read(300)!r}")
    notices = 0
    for message in messages(answer):
        if message.get("id") == number and "method" not in message:
            answer.read()
            if "error" in message:
                raise Failure(f"HTTP {answer.status}: {message['error']}")
            return message["result"], notices
        if "error" in message:
            raise Failure(f"HTTP {answer.status}: {message['error']}")
        notices += 1
    raise Failure(f"HTTP {answer.status} without an answer")


class Session:
    """A client with a session, from initialize to DELETE, unless it just vanishes."""

    def __init__(self, port, path):
        self.port, self.path = port, path
        self.ids = itertools.count(1)
        self.connection = Connection(port, path)
        self.headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        self.stream, self.events = None, 0
        hello = {"protocolVersion": SESSIONS, "capabilities": {}, "clientInfo": {"name": "soak", "version": "1"}}
        body = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}
        answer = self.connection.send("POST", self.headers, json.dumps(body))
        result, _ = outcome(answer, 0)
        self.headers["Mcp-Session-Id"] = answer.getheader("Mcp-Session-Id")
        self.headers["MCP-Protocol-Version"] = result["protocolVersion"]

    def notify(self, method, params=None):
        body = {"jsonrpc": "2.0", "method": method} | ({"params": params} if params else {})
        answer = Connection(self.port, self.path).send("POST", self.headers, json.dumps(body))
        answer.read()
        if answer.status != 202:
            raise Failure(f"HTTP {answer.status} for {method}")

    def request(self, method, params=None, number=None):
        number = number or next(self.ids)
        params = (params or {}) | {"_meta": {"progressToken": number}}
        body = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        try:
            return outcome(self.connection.send("POST", self.headers, json.dumps(body)), number)
        except (OSError, http.client.HTTPException) as e:
            self.connection.close()
            raise Failure(f"the answer broke off: {e!r}") from e

    def cancelled(self, method, params):
        """Sends a request on a connection of its own and takes it back."""
        number = next(self.ids)
        other = Session.__new__(Session)
        other.__dict__ = dict(self.__dict__, connection=Connection(self.port, self.path))
        ended = []

        def run():
            try:
                other.request(method, params, number)
            except Failure as e:
                ended.append(str(e))

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        for _ in range(20):
            thread.join(0.5)
            if not thread.is_alive():
                break
            self.notify("notifications/cancelled", {"requestId": number, "reason": "soak"})
        other.connection.close()
        if thread.is_alive():
            raise Failure("a cancelled request did not end")
        if ended and "without an answer" not in ended[0]:
            raise Failure(ended[0])

    def listen(self):
        """Opens the session's own stream and counts what comes."""
        connection = Connection(self.port, self.path)
        answer = connection.send("GET", self.headers | {"Accept": "text/event-stream"})
        if answer.status != 200:
            raise Failure(f"HTTP {answer.status} for the event stream")
        self.stream = connection

        def read():
            try:
                for _ in messages(answer):
                    self.events += 1
            except (OSError, ValueError, AttributeError, http.client.HTTPException):
                pass  # closed by us, or with the session

        threading.Thread(target=read, daemon=True).start()

    def close(self):
        try:
            answer = self.connection.send("DELETE", self.headers)
            answer.read()
            if answer.status not in (200, 404):
                raise Failure(f"HTTP {answer.status} for DELETE")
        finally:
            self.vanish()

    def vanish(self):
        self.connection.close()
        if self.stream is not None:
            if self.stream.http is not None and self.stream.http.sock is not None:
                self.stream.http.sock.shutdown(socket.SHUT_RDWR)
            self.stream = None


class Stateless:
    """A client of the revision without sessions."""

    def __init__(self, port, path):
        self.ids = itertools.count(1)
        self.connection = Connection(port, path)

    def request(self, method, params=None):
        number = next(self.ids)
        body = {"jsonrpc": "2.0", "id": number, "method": method, "params": (params or {}) | {"_meta": META}}
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": STATELESS,
            "Mcp-Method": method,
        }
        if params and "name" in params:
            headers["Mcp-Name"] = params["name"]
        try:
            return outcome(self.connection.send("POST", headers, json.dumps(body)), number)
        except (OSError, http.client.HTTPException) as e:
            self.connection.close()
            raise Failure(f"the answer broke off: {e!r}") from e

    def close(self):
        self.connection.close()
