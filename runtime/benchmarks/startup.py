#!/usr/bin/env python3
"""Start, memory and command line: prints one table. Usage: runtime/benchmarks/startup.py [--runs N] [--settle SECONDS]

Uses ./mcpctl of this checkout with a home of its own under a temporary folder and a free port. Times are wall times
of whole commands; the middle value of N runs. RSS is the daemon's alone, SETTLE seconds after the quickstart.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from product import ROOT, free_port, run


def rss_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def ready_ms(home):
    """What the daemon measured itself: from main() to the first 200 of /health."""
    lines = [l for l in (home / "logs/daemon.log").read_text().splitlines() if "daemon is ready" in l]
    return float(lines[-1].split('took_ms="')[1].split('"')[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--settle", type=int, default=60)
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="mcpctl-bench-"))
    environment = dict(os.environ, MCPCTL_HOME=str(home), MCPCTL_PORT=str(free_port()))
    rows = []
    try:
        first, _ = run(environment, "quickstart")
        second, _ = run(environment, "quickstart")
        time.sleep(options.settle)
        status = json.loads(run(environment, "status", "-o", "json")[1])
        rows.append(("quickstart, built, packages cached", f"{first / 1000:.1f} s"))
        rows.append(("quickstart again", f"{second / 1000:.1f} s"))
        rows.append((f"daemon RSS {options.settle} s after the quickstart", f"{rss_mib(status['pid']):.0f} MiB"))
        for command in (("version",), ("get", "servers")):
            times = [run(environment, *command)[0] for _ in range(options.runs + 2)][2:]
            rows.append(("mcpctl " + " ".join(command), f"{statistics.median(times):.0f} ms"))
        whole, inside = [], []
        for _ in range(options.runs):
            run(environment, "down")
            whole.append(run(environment, "up")[0])
            inside.append(ready_ms(home))
        rows.append(("mcpctl up, warm, until ready", f"{statistics.median(whole) / 1000:.2f} s"))
        rows.append(("  of it in the daemon, main() to 200", f"{statistics.median(inside) / 1000:.2f} s"))
    finally:
        subprocess.run([str(ROOT / "mcpctl"), "down"], env=environment, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value:>10}")


if __name__ == "__main__":
    main()
