"""The product as benchmarks use it: ./mcpctl of this checkout, and free ports."""
import pathlib
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(environment, *arguments):
    """A command that must succeed; its wall time in milliseconds and its standard output."""
    begin = time.perf_counter()
    done = subprocess.run([str(ROOT / "mcpctl"), *arguments], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"mcpctl {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return (time.perf_counter() - begin) * 1000, done.stdout
