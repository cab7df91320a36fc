"""What is measured once a minute, and what is made of it in the end."""
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

COLUMNS = ("RSS MiB", "off-heap MiB", "heap MiB", "metaspace MiB", "threads", "virtual", "fds", "children", "sessions")
# A column may grow by so many percent of its first quarter, and by so much besides. RSS is only shown: the JVM takes up to its limit.
TOLERANCE = {
    "off-heap MiB": (10, 16),
    "heap MiB": (10, 3),
    "metaspace MiB": (3, 1),
    "threads": (0, 4),
    "virtual": (0, 15),
    "fds": (0, 15),
    "children": (0, 3),
    "sessions": (0, 4),
}
# What the gateway keeps for clients without sessions, for half an hour, so that they can use servers that know sessions only.
HIDDEN_SESSIONS = 1


class Samples:
    def __init__(self, product):
        self.product, self.rows = product, []
        heads = ("minute", "calls", "expected", "unexpected", *COLUMNS, "clients")
        print(" ".join(f"{head:>{max(8, len(head))}}" for head in heads))

    def take(self, minute, clients, counts):
        row = self.process() | self.heap() | self.virtual_threads() | {"sessions": self.sessions()}
        self.rows.append((minute, row))
        told = (counts.get("calls", 0), counts.get("expected", 0), counts.get("unexpected", 0))
        values = (minute, *told, *(row[column] for column in COLUMNS), clients)
        heads = ("minute", "calls", "expected", "unexpected", *COLUMNS, "clients")
        print(" ".join(f"{value:>{max(8, len(head))}}" for head, value in zip(heads, values)))

    def process(self):
        proc = pathlib.Path(f"/proc/{self.product.pid}")
        status = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
        rss = int(status["VmRSS"].split()[0]) / 1024
        return {
            "RSS MiB": round(rss, 1),
            "off-heap MiB": round(rss - self.committed_mib(), 1),
            "threads": int(status["Threads"]),
            "fds": len(os.listdir(proc / "fd")),
            "children": len(self.product.children()),
        }

    def jcmd(self, *command):
        program = os.environ.get("JDK_HOME", "/usr") + "/bin/jcmd"
        return subprocess.run([program, str(self.product.pid), *command], capture_output=True, text=True).stdout

    def heap(self):
        """After a full collection."""
        self.jcmd("GC.run")
        heap = sum(int(kib) for kib in re.findall(r"^(?:DefNew|Tenured)\b.*?used (\d+)K", self.jcmd("GC.heap_info"), re.M))
        metaspace = float((re.findall(r"Both: +([\d.]+) MB used", self.jcmd("VM.metaspace", "basic")) or ["0"])[0])
        return {"heap MiB": round(heap / 1024, 1), "metaspace MiB": round(metaspace, 1)}

    def committed_mib(self):
        info = self.jcmd("GC.heap_info")
        return sum(int(kib) for kib in re.findall(r"^(?:DefNew|Tenured)\b.*?total (\d+)K", info, re.M)) / 1024

    def virtual_threads(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "threads"
            self.jcmd("Thread.dump_to_file", "-format=json", str(file))
            return {"virtual": file.read_text().count('"virtual": true') if file.exists() else 0}

    def sessions(self):
        return json.loads(self.product.rest("GET", "/metrics")[1])["sessions"]

    def verdict(self):
        """Prints the first quarter beside the last one, medians since a large result may be on its way; the names of what grew."""
        measured = [row for minute, row in self.rows if minute.isdigit()]
        warm = measured[max(1, len(measured) // 12) :]
        quarter = max(1, len(warm) // 4)
        after = self.rows[-1][1]
        grown = []
        print(f"\n{'':>14} {'first quarter':>14} {'last quarter':>14} {'per hour':>10} {'allowed':>10} {'after':>10}")
        for column in COLUMNS:
            values = [row[column] for row in warm]
            first, last = statistics.median(values[:quarter]), statistics.median(values[-quarter:])
            percent, absolute = TOLERANCE.get(column, (0, math.inf))
            allowed = first * percent / 100 + absolute
            hours = max(1, len(values) - quarter) / 60
            bad = last - first > allowed
            grown += [column] if bad else []
            print(
                f"{column:>14} {first:>14.1f} {last:>14.1f} {(last - first) / hours:>+10.1f} {allowed:>10.1f}"
                f" {after[column]:>10} {'GREW' if bad else ''}"
            )
        before = self.rows[0][1]
        for column, kept in (("children", 0), ("sessions", HIDDEN_SESSIONS)):
            if after[column] > before[column] + kept:
                grown.append(column)
                print(f"{column}: {before[column]} before the load, {after[column]} after it")
        return grown
