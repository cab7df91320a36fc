"""The clients, each on a thread of its own, at a constant rate all together; and the operator who disturbs them."""
import collections
import random
import threading
import time

from clients import Failure, Session, Stateless

SESSION_CLIENTS, STATELESS_CLIENTS = 6, 2
DISTURBED_SECONDS = 30
# Seconds between two acts of the operator.
ACT_SECONDS = 20
ENDPOINTS = ("/servers/web/mcp", "/servers/pipe/mcp", "/projects/mix/mcp", "/servers/shared/mcp", "/servers/modern/mcp", "/servers/percall/mcp")
STATELESS_ENDPOINTS = ("/servers/web/mcp", "/projects/mix/mcp", "/servers/modern/mcp", "/servers/shared/mcp")
PREFIXES = ("web__", "pipe__", "shared__", "percall__", "modern__")
WATCHED = {"uri": "test://watched-resource"}


class Tally:
    """Counts calls, and errors by whether somebody had just disturbed their server."""

    def __init__(self):
        self.lock = threading.Lock()
        self.calls, self.expected, self.unexpected = 0, 0, 0
        self.disturbed = collections.defaultdict(float)
        self.texts = collections.Counter()

    def disturb(self, server):
        self.disturbed[server] = time.monotonic() + DISTURBED_SECONDS

    def called(self, what, work):
        failure = None
        try:
            work()
        except (Failure, OSError) as e:
            failure = f"{what}: {e}"
        with self.lock:
            self.calls += 1
            if failure is None:
                return True
            if any(name in what and time.monotonic() < until for name, until in self.disturbed.items()):
                self.expected += 1
            else:
                self.unexpected += 1
                self.texts[failure[:400]] += 1
                print("unexpected:", failure[:400])
        return False

    def so_far(self):
        with self.lock:
            return {"calls": self.calls, "expected": self.expected, "unexpected": self.unexpected}

    def print_unexpected(self):
        print(f"\n{self.calls} calls, {self.expected} expected errors, {self.unexpected} unexpected")
        for text, times in self.texts.most_common(20):
            print(f"{times:>6} x {text}")


class Load:
    def __init__(self, product, rate):
        self.product, self.tally, self.live = product, Tally(), 0
        self.pause = (SESSION_CLIENTS + STATELESS_CLIENTS) / rate
        self.over = threading.Event()
        works = [self.with_sessions] * SESSION_CLIENTS + [self.without] * STATELESS_CLIENTS + [self.operate]
        self.threads = [threading.Thread(target=work, args=(index,), daemon=True) for index, work in enumerate(works)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join(120)

    def sessions(self):
        return self.live

    def with_sessions(self, index):
        chance = random.Random(index)
        turn = index
        while not self.over.wait(self.pause):
            path = ENDPOINTS[turn % len(ENDPOINTS)]
            turn += 1
            if turn % 4 == 0:
                self.tally.called(f"forgotten session at {path}", lambda: Session(self.product.port, path).vanish())
            opened = []
            if self.tally.called(f"initialize at {path}", lambda: opened.append(Session(self.product.port, path))):
                self.live += 1
                self.use(opened[0], path, chance, listens=turn % 3 == 0)
                self.live -= 1

    def use(self, session, path, chance, listens):
        def begin():
            session.notify("notifications/initialized")
            if listens:
                session.listen()

        self.tally.called(f"begin at {path}", begin)
        for _ in range(40):
            if self.over.wait(self.pause * chance.uniform(0.5, 1.5)):
                break
            self.step(session, path, chance)
        self.tally.called(f"end at {path}", session.close)

    def step(self, session, path, chance):
        prefix = chance.choice(PREFIXES) if "/projects/" in path else ""
        where = f"{path} {prefix}"
        dice = chance.random()
        tool = lambda name, **arguments: {"name": prefix + name, "arguments": arguments}
        if dice < 0.60:
            self.tally.called(f"echo at {where}", lambda: session.request("tools/call", tool("echo", message="hello")))
        elif dice < 0.70:
            self.tally.called(f"tools/list at {where}", lambda: session.request("tools/list"))
        elif dice < 0.75:
            self.tally.called(f"ping at {where}", lambda: session.request("ping"))
        elif dice < 0.80:
            self.tally.called(f"progress at {where}", lambda: session.request("tools/call", tool("nasty_slow", millis=500)))
        elif dice < 0.84:
            self.tally.called(f"resources/list at {where}", lambda: session.request("resources/list"))
        elif dice < 0.90 and "percall" not in where:  # nothing can be watched there
            self.tally.called(f"subscribe at {where}", lambda: session.request("resources/subscribe", WATCHED))
            self.tally.called(f"unsubscribe at {where}", lambda: session.request("resources/unsubscribe", WATCHED))
        elif dice < 0.94:
            self.tally.called(f"cancel at {where}", lambda: session.cancelled("tools/call", tool("nasty_hang", key="soak")))
        elif dice < 0.97:
            self.tally.called(f"noise at {where}", lambda: session.request("tools/call", tool("nasty_stderr", lines=200)))
        else:
            self.tally.called(f"1 MB at {where}", lambda: session.request("tools/call", tool("nasty_big", megabytes=1)))

    def without(self, index):
        chance = random.Random(index)
        clients = {path: Stateless(self.product.port, path) for path in STATELESS_ENDPOINTS}
        while not self.over.wait(self.pause * chance.uniform(0.5, 1.5)):
            path = chance.choice(STATELESS_ENDPOINTS)
            prefix = chance.choice(PREFIXES) if "/projects/" in path else ""
            echo = {"name": prefix + "echo", "arguments": {"message": "hello"}}
            method, params = ("tools/list", None) if chance.random() < 0.2 else ("tools/call", echo)
            self.tally.called(f"stateless {method} at {path} {prefix}", lambda: clients[path].request(method, params))

    def operate(self, _):
        """Definitions that come and go, results of 20 MB, and the sudden death of one server after the other."""
        acts = (self.define, self.large, self.define, self.kill)
        for number, act in enumerate(acts * 100_000):
            if self.over.wait(ACT_SECONDS):
                return
            act(number)

    def define(self, number):
        name = f"passing-{number}"
        document = {"name": name, "transport": "STDIO", "command": ["sleep", "1000"], "replicas": 0}

        def rest(wanted, *request):
            status, text = self.product.rest(*request)
            if status != wanted:
                raise Failure(f"{request[:2]}: HTTP {status} {text[:200]!r}")

        def come_and_go():
            rest(201, "POST", "/servers", document)
            rest(201, "POST", "/projects", {"name": name, "servers": [name]})
            rest(204, "DELETE", f"/projects/{name}")
            rest(204, "DELETE", f"/servers/{name}")

        self.tally.called("define", come_and_go)

    def large(self, number):
        path = ENDPOINTS[number % 4]

        def read():
            session = Session(self.product.port, path)
            try:
                name = "web__nasty_big" if "/projects/" in path else "nasty_big"
                session.request("tools/call", {"name": name, "arguments": {"megabytes": 20}})
            finally:
                session.close()

        self.tally.called(f"20 MB at {path}", read)

    def kill(self, number):
        name = ("web", "pipe", "modern", "shared")[number // 4 % 4]
        for disturbed in (name, "mix") + (("percall",) if name == "pipe" else ()):
            self.tally.disturb(disturbed)
        self.product.kill_server(name)
