package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts of the shells are told. */
class CompletionTest {
    private static final String SERVERS =
            "[{\"name\":\"files\",\"description\":\"Files of a folder. More.\"},{\"name\":\"fetch\\u001b[31m\"},{\"name\":\"memory\"}]";
    private static final String TEMPLATE =
            "{\"name\":\"template\",\"plural\":\"templates\",\"naming\":\"name\",\"members\":[]}";
    private static final String TEMPLATES =
            "[{\"name\":\"memory\",\"version\":\"1.0.0\"},{\"name\":\"slack\",\"version\":\"1.1.0\"}]";
    private static final String TOOLS = """
            {"jsonrpc":"2.0","id":"tools","result":{"tools":[{"name":"files__read","description":"Reads. All."},
             {"name":"files__write"},{"name":"memory__search"}]}}""";
    private final ScriptedDaemon daemon;
    private final Path cache;

    CompletionTest(@TempDir Path home) throws IOException {
        cache = home.resolve("cache/completion");
        daemon = new ScriptedDaemon(home);
        // A JVM that has just begun, on a machine that is busy, is not what is looked at here.
        daemon.environment.put("MCPCTL_COMPLETION_MILLIS", "20000");
        daemon.on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL.replaceFirst("\\[", "[" + TEMPLATE + ","))
                .on("GET /api/v1/servers", 200, SERVERS)
                .on("GET /api/v1/templates", 200, TEMPLATES)
                .on("POST /projects/demo/mcp", 200, TOOLS)
                .on("GET /api/v1/projects", 200, "[{\"name\":\"demo\"},{\"name\":\"play\"}]")
                .on("GET /api/v1/instances", 200, "[{\"name\":\"files-0\"}]")
                .on("GET /api/v1/plugins", 200, "[{\"name\":\"com.example.tsv\"}]")
                .on("GET /api/v1/prompts", 200, "[{\"name\":\"style\",\"project\":\"demo\"},{\"name\":\"tone\"}]")
                .on("GET /api/v1/prompts?limit=500&project=demo", 200, "[{\"name\":\"style\",\"project\":\"demo\"}]");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    /** The values for a line, and what the shell does besides, without the descriptions. */
    private List<String> complete(String line) {
        assertEquals(0, daemon.run("__complete", "line", line));
        assertEquals("", daemon.err);
        return daemon.out.lines().map(text -> text.split("\t", 2)[0]).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mcpctl descr; describe",
                "mcpctl plugin conf; configure",
                "mcpctl get pro; projects prompts promptrequests proxymodels",
                "mcpctl get sr; srv",
                "mcpctl get servers f; files fetch",
                "mcpctl get srv files f; fetch",
                "mcpctl describe 'server' \"me; memory",
                "mcpctl --direct get -p d; demo",
                "mcpctl get servers --project=p; --project=play",
                "mcpctl get servers -o na; name",
                "mcpctl get instances --ser; --server",
                "mcpctl get instances --server mem; memory",
                "mcpctl logs fil; files files-0",
                "mcpctl describe prompt -p demo s; style",
                "mcpctl describe prompt d; demo/style",
                "mcpctl attach s; server",
                "mcpctl attach server f; files fetch",
                "mcpctl patch server files rep; replicas=",
                "mcpctl wait server/f; server/files server/fetch",
                "mcpctl wait server/files --for=cond; --for=condition=ready",
                "mcpctl call -p demo fi; files__read files__write",
                "mcpctl call fi; ''",
                "mcpctl call --project=demo memory__search x; ''",
                "mcpctl call -p nosuch fi; ''",
                "mcpctl create server x --from-template me; memory",
                "mcpctl create server x --from-template memory:; memory:1.0.0",
                "mcpctl create server x --from-template=slack:1; --from-template=slack:1.1.0",
                "mcpctl create server x --from-registry smi; smithery:",
                "mcpctl create server x --from-registry smithery:x; ''",
                "mcpctl create server x --as p; pypi",
                "mcpctl registry show o; official:",
                "mcpctl registry search --registry gl; glama",
                "mcpctl explain server.res; server.resources",
                "mcpctl explain plugin/c; plugin/com.example.tsv",
                "mcpctl get stag; stages",
                "mcpctl explain server.resources.m; server.resources.memory",
                "mcpctl create server x --tran; --transport",
                "mcpctl create server x --transport S; STDIO SSE STREAMABLE_HTTP",
                "mcpctl create prompt x --project=d; --project=demo",
                "mcpctl create secret x --backend=n; ''",
                "mcpctl create servers; servers",
                "mcpctl plugin describe c; com.example.tsv",
                "mcpctl up --distribution mcp; mcpd mcplocal",
                "mcpctl --color n; never",
                "mcpctl completion z; zsh",
                "mcpctl auth can; can-i",
                "mcpctl auth whoami x; ''",
                "mcpctl config set outp; outputFormat",
                "mcpctl nosuch x; ''",
                "mcpctl create instance x --; ''",
                "mcpctl get servers -- --; ''"
            })
    void wordsAreCompleted(String line, String words) {
        List<String> answer = complete(line);

        assertEquals(words, String.join(" ", answer.subList(0, answer.size() - 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mcpctl apply -f ./ex; :2",
                "mcpctl up --config=; :2",
                "mcpctl install --prefix /o; :4",
                "mcpctl patch server files rep; :1",
                "mcpctl registry show o; :1",
                "mcpctl get serv; :0"
            })
    void theShellIsToldWhatElseToDo(String line, String directive) {
        assertEquals(directive, complete(line).getLast());
    }

    @Test
    void descriptionsAreOneSentenceWithoutWhatTerminalsObey() {
        daemon.run("__complete", "words", "get", "servers", "f");

        assertEquals("files\tFiles of a folder\nfetch\n:0\n", daemon.out);
    }

    @Test
    void namesAreKeptForAMomentInFilesOfTheirOwner() throws IOException {
        complete("mcpctl get servers ");
        complete("mcpctl get servers f");

        assertEquals(1, daemon.lines("GET /api/v1/servers").size());
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> all = files.toList();
            assertEquals(2, all.size());
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                assertFalse(Files.readString(file).contains(ScriptedDaemon.OWNERS_TOKEN));
            }
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));

        grow(60);
        complete("mcpctl get servers ");

        assertEquals(2, daemon.lines("GET /api/v1/servers").size());
    }

    @Test
    void anotherUserIsNotShownTheNamesOfTheOneBefore() {
        complete("mcpctl get servers ");
        daemon.environment.put("MCPCTL_TOKEN", "another");
        complete("mcpctl get servers ");

        assertEquals(2, daemon.lines("GET /api/v1/servers").size());
    }

    @Test
    void theCacheIsBounded() throws IOException {
        for (int i = 0; i < 80; i++) {
            daemon.environment.put("MCPCTL_TOKEN", "token-" + i);
            complete("mcpctl plugin logs ");
        }

        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(64, files.count());
        }
    }

    @Test
    void toolsAreAskedForInOneRequestAndKeptForAMoment() throws IOException {
        complete("mcpctl call -p demo ");
        daemon.run("__complete", "words", "call", "-p", "demo", "files__r");

        assertEquals("files__read\tReads\n:0\n", daemon.out);
        assertEquals(List.of("POST /projects/demo/mcp"), daemon.lines("POST"));
        ScriptedDaemon.Asked asked = daemon.last("POST /projects/demo/mcp");
        assertEquals("tools/list", asked.json().path("method").asText());
        assertEquals(ScriptedDaemon.OWNERS_TOKEN, asked.bearer());
    }

    @Test
    void aDaemonThatHangsIsAnsweredForFromTheCacheAndAskedOnce() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Integer> calls = new ArrayList<>();
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        silent.accept();
                        synchronized (calls) {
                            calls.add(1);
                        }
                    }
                } catch (IOException e) {
                    return; // The test is over.
                }
            });
            complete("mcpctl get servers ");
            complete("mcpctl call -p demo ");
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            moveCacheTo(url);
            grow(3600);
            daemon.environment.put("MCPCTL_URL", url);
            daemon.environment.remove("MCPCTL_COMPLETION_MILLIS");
            daemon.environment.put("MCPCTL_TOKEN", ScriptedDaemon.OWNERS_TOKEN);

            assertEquals(List.of("files", "fetch", ":0"), complete("mcpctl get servers f"));
            assertEquals(List.of("files", "fetch", ":0"), complete("mcpctl get servers f"));
            assertEquals(List.of("describe", ":0"), complete("mcpctl descr"));
            assertEquals(List.of("memory__search", ":0"), complete("mcpctl call -p demo m"));
            assertEquals(List.of("memory__search", ":0"), complete("mcpctl call -p demo m"));
            synchronized (calls) {
                assertTrue(calls.size() <= 2, "once for the names, once for the tools: " + calls);
            }
        }
    }

    /** As if the other daemon had given the same answers once. */
    private void moveCacheTo(String url) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).replaceFirst("^http://[^/]*", url);
                String key = text.substring(0, text.indexOf('\n'));
                Files.delete(file);
                Files.writeString(cache.resolve(Long.toHexString(io.mcpctl.cli.complete.CacheKeys.hash(key))), text);
            }
        }
    }

    private void grow(int seconds) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
            }
        }
    }

    @Test
    void withoutADaemonTheTableOfCommandsIsEnough() {
        daemon.close();

        assertEquals(List.of("servers", ":0"), complete("mcpctl get ser"));
        assertEquals(List.of(":0"), complete("mcpctl get servers x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"__complete", "__complete line", "__complete words", "__complete other x", "__complete line x"})
    void aRequestThatMakesNoSenseIsAnsweredWithNothing(String line) {
        assertEquals(0, daemon.run(line.split(" ")));
        assertTrue(daemon.out.endsWith(":0\n"), daemon.out);
    }

    @Test
    void damagedSettingsDoNotDisturbTheShell() throws IOException {
        Files.writeString(daemon.home.resolve("config.json"), "{broken");

        assertEquals(List.of(":0"), complete("mcpctl get servers f"));
        assertEquals(List.of("describe", ":0"), complete("mcpctl descr"));
    }

    @Test
    void aScriptForEachShellIsPrintedAndAnyOtherShellIsRefused() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            assertEquals(0, daemon.run("completion", shell));
            assertTrue(daemon.out.contains("__complete"), daemon.out);
        }
        assertEquals(2, daemon.run("completion", "zhs"));
        assertTrue(daemon.err.contains("did you mean \"zsh\"") && daemon.err.contains("bash, zsh, fish"), daemon.err);
    }
}
