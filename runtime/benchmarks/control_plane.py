#!/usr/bin/env python3
"""Control plane: prints one table. Usage: runtime/benchmarks/control_plane.py [--servers N] [--documents N] [--database URL]

Uses ./mcpctl of this checkout with a home of its own under a temporary folder and a free port; the database is the
embedded one unless a PostgreSQL URL is given. Times are wall times; of several runs the middle one.
"""
import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time

from product import ROOT, free_port


class Client:
    """One kept connection for each thread."""

    def __init__(self, port, token):
        self.port, self.token, self.local = port, token, threading.local()

    def call(self, method, path, body=None):
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self.local.connection.connect()
            self.local.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        text = None if body is None else json.dumps(body)
        self.local.connection.request(method, "/api/v1" + path, text, headers)
        answer = self.local.connection.getresponse()
        data = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:300]}")
        return data


def server(name):
    return {"kind": "server", "name": name, "transport": "STDIO", "replicas": 0, "command": ["true"]}


def timed(work):
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def middle(work, runs):
    return statistics.median(timed(work) for _ in range(runs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--servers", type=int, default=10_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="mcpctl-bench-"))
    (home / "config.yaml").write_text("api:\n  requests.per.second: 1000000\n")
    port = free_port()
    environment = dict(os.environ, MCPCTL_HOME=str(home), MCPCTL_PORT=str(port))
    if options.database:
        environment["DATABASE_URL"] = options.database
    mcpctl = str(ROOT / "mcpctl")
    rows = []
    try:
        subprocess.run([mcpctl, "up"], env=environment, check=True, capture_output=True)
        client = Client(port, json.loads((home / "run/daemon.json").read_text())["token"])
        apply = lambda name: client.call("POST", "/apply", server(name))

        one_by_one = timed(lambda: [apply(f"seq-{i}") for i in range(options.documents)])
        rows.append((f"apply of {options.documents:,} documents, REST, one connection", f"{one_by_one / 1000:.2f} s"))
        file = home / "documents.yaml"
        file.write_text("\n---\n".join(json.dumps(server(f"cli-{i}")) for i in range(options.documents)))
        command = timed(lambda: subprocess.run([mcpctl, "apply", "-f", str(file)], env=environment, check=True, capture_output=True))
        rows.append((f"apply of {options.documents:,} documents, mcpctl apply", f"{command / 1000:.2f} s"))
        left = max(0, options.servers - 2 * options.documents)
        with concurrent.futures.ThreadPoolExecutor(16) as threads:
            together = timed(lambda: list(threads.map(apply, (f"par-{i}" for i in range(left)))))
        if left:
            rows.append(("apply, 16 connections", f"{left / together * 1000:.0f} per second"))
        size = len(json.loads(client.call("GET", "/servers")))
        rows.append((f"list of {size:,} servers", f"{middle(lambda: client.call('GET', '/servers'), 9):.0f} ms"))
        rows.append((f"table of {size:,} servers", f"{middle(lambda: client.call('GET', '/servers?view=table'), 9):.0f} ms"))
        rows.append((f"page of 500 of {size:,} servers", f"{middle(lambda: client.call('GET', '/servers?limit=500'), 9):.1f} ms"))
        rows.append(("read of one server", f"{middle(lambda: client.call('GET', '/servers/seq-1'), 200):.2f} ms"))
        decision = middle(lambda: client.call("GET", "/auth/can-i?action=view&resource=servers&name=seq-1"), 200)
        rows.append(("decision (GET /auth/can-i)", f"{decision:.2f} ms"))
    finally:
        subprocess.run([mcpctl, "down"], env=environment, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value:>14}")


if __name__ == "__main__":
    main()
