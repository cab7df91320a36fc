"""The product under test: a copy of its own, so that nobody's build changes it, and the servers behind it."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

FIXTURE = "runtime/fixture/target"
PARTS = ("mcpctl", "cnf/find-jdk.sh", "cli/target/dist", "runtime/target/standalone", FIXTURE + "/lib")
ECHO = [sys.executable, str(pathlib.Path(__file__).with_name("echo_server.py"))]
JAVA = [os.environ.get("JDK_HOME", "/usr") + "/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar"]
SERVERS = ("web", "pipe", "shared", "percall", "modern")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    def __init__(self, root):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mcpctl-soak-"))
        self.root, self.home, self.port = self.folder / "product", self.folder / "home", free_port()
        for part in PARTS:
            (self.root / part).parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (root / part).is_dir() else shutil.copy2
            copy(root / part, self.root / part)
        jar = next((root / FIXTURE).glob("io.mcpctl.fixture-?.?.?.jar"))
        self.jar = shutil.copy2(jar, self.root / FIXTURE)
        self.environment = dict(os.environ, MCPCTL_HOME=str(self.home), MCPCTL_PORT=str(self.port))
        self.ports = {"web": free_port(), "modern": free_port()}
        self.fixtures = {}

    def __enter__(self):
        try:
            for name in self.ports:
                self.start_fixture(name)
            self.mcpctl("up")
            daemon = json.loads((self.home / "run/daemon.json").read_text())
            self.pid, self.token = daemon["pid"], daemon["token"]
            self.mcpctl("apply", "-f", "-", text=self.manifest())
            self.await_healthy()
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        subprocess.run([self.root / "mcpctl", "down"], env=self.environment, capture_output=True)
        for process in self.fixtures.values():
            process.kill()
        if (self.home / "logs/daemon.log").exists():
            shutil.copy2(self.home / "logs/daemon.log", tempfile.gettempdir() + "/soak-daemon.log")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_fixture(self, name):
        era = ["--era", "modern"] if name == "modern" else []
        command = [*JAVA, self.jar, "--http", str(self.ports[name]), "--parent", str(os.getpid()), *era]
        self.fixtures[name] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if not self.fixtures[name].stdout.readline():
            raise SystemExit(f"the fixture {name} does not start: {command}")

    def manifest(self):
        pipe = [*JAVA, str(self.jar), "--stdio"]
        documents = [
            self.server("web", transport="STREAMABLE_HTTP", externalUrl=f"http://127.0.0.1:{self.ports['web']}/mcp"),
            self.server("modern", transport="STREAMABLE_HTTP", externalUrl=f"http://127.0.0.1:{self.ports['modern']}/mcp"),
            self.server("pipe", transport="STDIO", command=ECHO),
            self.server("percall", "call", transport="STDIO", command=ECHO),
            self.server("shared", "shared", transport="STDIO", command=pipe),
            {"kind": "project", "name": "mix", "servers": list(SERVERS)},
        ]
        return "\n---\n".join(json.dumps(document) for document in documents)

    @staticmethod
    def server(name, mode="session", **more):
        sharing = {"mode": mode, "maxConnections": 200, "idleSeconds": 60}
        return {"kind": "server", "name": name, "sharing": sharing} | more

    def await_healthy(self):
        for _ in range(600):
            found = json.loads(self.rest("GET", "/instances")[1])
            if sum(one.get("healthStatus") == "healthy" for one in found) >= len(SERVERS):
                return
            time.sleep(0.1)
        raise SystemExit(f"not all servers are healthy: {found}")

    def mcpctl(self, *arguments, text=""):
        done = subprocess.run([self.root / "mcpctl", *arguments], env=self.environment, input=text, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"mcpctl {' '.join(arguments)}: {done.stdout}{done.stderr}")

    def rest(self, method, path, document=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request(method, "/api/v1" + path, None if document is None else json.dumps(document), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def children(self):
        """All processes below the daemon, as {pid: command line}."""
        parents, found = {}, {}
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text()
                    parents[int(entry.name)] = int(stat[stat.rindex(")") + 2 :].split()[1])
                except OSError:
                    pass  # ended meanwhile
        grown = {self.pid}
        while grown:
            grown = {pid for pid, parent in parents.items() if parent in grown}
            for pid in grown:
                try:
                    found[pid] = pathlib.Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
                except OSError:
                    pass  # ended meanwhile
        return found

    def kill_server(self, name):
        """The server ends without a word, all of its processes or its only one."""
        if name in self.fixtures:
            self.fixtures[name].kill()
            self.fixtures[name].wait()
            self.start_fixture(name)
            return
        word = "fixture" if name == "shared" else "echo_server"
        for pid, command in self.children().items():
            if word in command:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass  # ended meanwhile
