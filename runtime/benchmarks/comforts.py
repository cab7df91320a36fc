#!/usr/bin/env python3
"""Completion and search: prints one table. Usage: runtime/benchmarks/comforts.py [--runs N]

Uses ./mcpctl of this checkout with a home of its own under a temporary folder and free ports. Three registries stand on this
machine: one answers after 200 ms, one after 1 s, one never. Times are wall times of whole commands, the middle of N runs; of a
search, the time from the first registry's answer to the first row on a pipe.
"""
import argparse
import http.server
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

from product import ROOT, free_port, run

RECORD = {"server": {"name": "io.example/echo", "description": "Says it again", "version": "1.2.0",
                     "packages": [{"registryType": "npm", "identifier": "echo", "version": "1.2.0",
                                   "transport": {"type": "stdio"}}]},
          "_meta": {"io.modelcontextprotocol.registry/official": {"status": "active"}}}


class Registries(http.server.BaseHTTPRequestHandler):
    """All three under one address: /official, /glama, /smithery."""
    answered = []
    closing = threading.Event()

    def do_GET(self):
        if self.path.startswith("/official"):
            time.sleep(0.2)
            Registries.answered.append(time.perf_counter())
            body = {"servers": [RECORD], "metadata": {"count": 1}}
        elif self.path.startswith("/glama"):
            time.sleep(1)
            body = {"servers": [], "pageInfo": {"hasNextPage": False}}
        else:
            Registries.closing.wait(30)
            return
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        try:
            self.wfile.write(text)
        except BrokenPipeError:
            pass  # the search was ended by us

    def log_message(self, *_):
        pass


def median(environment, runs, expected, *arguments):
    times = []
    for _ in range(runs + 2):
        took, text = run(environment, *arguments)
        if expected not in text:
            raise SystemExit(f"mcpctl {' '.join(arguments)} does not say {expected}:\n{text}")
        times.append(took)
    return f"{statistics.median(times[2:]):.0f} ms"


def first_row(environment, word):
    """Milliseconds from the first registry's answer to the first row."""
    search = subprocess.Popen([str(ROOT / "mcpctl"), "registry", "search", word], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        seen = []
        for line in search.stdout:
            seen.append(line)
            if "official:io.example/echo" in line:
                return (time.perf_counter() - Registries.answered[-1]) * 1000
        raise SystemExit("the search found nothing: " + "".join(seen))
    finally:
        search.kill()
        search.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="mcpctl-bench-"))
    registries = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registries)
    registries.daemon_threads = True
    threading.Thread(target=registries.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{registries.server_port}"
    (home / "config.yaml").write_text("registries:\n" + "".join(
        f"  {name}.url: {base}/{name}\n" for name in ("official", "glama", "smithery")))
    port = free_port()
    environment = dict(os.environ, MCPCTL_HOME=str(home), MCPCTL_PORT=str(port))
    rows = []
    try:
        run(environment, "up")
        manifest = home / "many.yaml"
        manifest.write_text("---\n".join(
            f"kind: server\nname: server-{i}\ntransport: STDIO\ncommand: ['true']\nreplicas: 0\n" for i in range(100)))
        run(environment, "apply", "-f", str(manifest))
        rows.append(("mcpctl version", median(environment, options.runs, "0.1", "version"), "80 ms"))
        rows.append(("completion of a command", median(environment, options.runs, "describe", "__complete", "words", "des"), ""))
        rows.append(("completion of one of 100 names", median(
            environment, options.runs, "server-42", "__complete", "words", "describe", "server", "server-4"), "150 ms"))
        # The daemon runs eight searches at a time, and one whose registry is silent takes ten seconds.
        times = [first_row(environment, f"echo{i}") for i in range(min(7, options.runs))]
        rows.append(("first row of a search, after the first answer", f"{statistics.median(times):.0f} ms", "300 ms"))
        pid = json.loads(run(environment, "status", "-o", "json")[1])["pid"]
        os.kill(pid, 19)  # SIGSTOP: the daemon hangs
        try:
            times = []
            for _ in range(options.runs):
                shutil.rmtree(home / "cache/completion", ignore_errors=True)  # what it said once would be told at once
                times.append(run(environment, "__complete", "words", "describe", "project", "d")[0])
            rows.append(("completion while the daemon hangs", f"{statistics.median(times):.0f} ms", "400 ms"))
        finally:
            os.kill(pid, 18)
    finally:
        Registries.closing.set()
        subprocess.run([str(ROOT / "mcpctl"), "down"], env=environment, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
    print("| what | measured | at most |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
