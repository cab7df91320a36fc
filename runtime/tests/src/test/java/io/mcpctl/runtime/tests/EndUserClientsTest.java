package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that people use, without a login and with a home of their own, connect to a project: with the address of one
 * tier and of two, over the event stream pair where they know it, and by the command. docs/clients.md has what they are
 * given here.
 */
@Tag("real-server")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndUserClientsTest {
    /** How a client comes to the project. */
    enum Tiers {
        ONE,
        TWO;

        Product product() {
            return this == ONE ? TIERS.plane : TIERS.proxy;
        }

        String url() {
            return product().url("/projects/demo/mcp");
        }
    }

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String MCPCTL = Product.ROOT.resolve("mcpctl").toString();
    private static final TwoTiers TIERS = new TwoTiers();

    private final Path home;

    EndUserClientsTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeAll
    static void start() {
        Npm.endUserClient("codex");
        TIERS.plane.configured("auth: {local.mcp: trusted}\n");
        TIERS.planeUp();
        TIERS.plane.withServers("everything");
        TIERS.proxyUp();
    }

    @AfterAll
    static void stop() {
        TIERS.close();
    }

    @ParameterizedTest
    @EnumSource
    void codexListsAndCallsTools(Tiers tiers) {
        write(".codex/config.toml", """
                [mcp_servers.web]
                url = "%s"

                [mcp_servers.pipe]
                command = "%s"
                args = ["mcp", "-p", "demo"]
                env = { MCPCTL_HOME = "%s" }
                startup_timeout_sec = 60
                """.formatted(
                        tiers.url(), MCPCTL, tiers.product().home()));

        try (CodexServer codex = new CodexServer(home, environment())) {
            String thread = codex.ask("thread/start", "{\"cwd\":\"" + home + "\"}")
                    .at("/thread/id")
                    .asText();
            JsonNode servers = codex.ask("mcpServerStatus/list", "{\"threadId\":\"" + thread + "\"}")
                    .path("data");
            List<String> seen = new ArrayList<>();
            servers.forEach(server -> seen.add(
                    server.path("name").asText() + " " + server.path("tools").has("everything__echo")));
            assertEquals(
                    List.of("pipe true", "web true"), seen.stream().sorted().toList(), servers::toString);
            for (String server : List.of("web", "pipe")) {
                assertEquals(
                        "Echo: héllo",
                        call(codex, thread, server, "everything__echo", "{\"message\":\"héllo\"}")
                                .at("/content/0/text")
                                .asText());
                String asked = call(codex, thread, server, "everything__trigger-elicitation-request", "{}")
                        .toString();
                assertTrue(asked.contains("Name: Ada"), asked);
            }
        }
    }

    private static JsonNode call(CodexServer codex, String thread, String server, String tool, String arguments) {
        return codex.ask("mcpServer/tool/call", """
                {"threadId": "%s", "server": "%s", "tool": "%s", "arguments": %s}
                """.formatted(thread, server, tool, arguments));
    }

    @ParameterizedTest
    @EnumSource
    void claudeCodeConnects(Tiers tiers) {
        write(".claude.json", """
                {"mcpServers": {
                  "web": {"type": "http", "url": "%1$s"},
                  "pair": {"type": "sse", "url": "%1$s/sse"},
                  "pipe": {"command": "%2$s", "args": ["mcp", "-p", "demo"], "env": {"MCPCTL_HOME": "%3$s"}}
                }}
                """.formatted(tiers.url(), MCPCTL, tiers.product().home()));

        awaitAll("claude", server -> server + ":", "✔ Connected");
    }

    @ParameterizedTest
    @EnumSource
    void geminiConnects(Tiers tiers) {
        write(".gemini/settings.json", """
                {"mcpServers": {
                  "web": {"httpUrl": "%1$s"},
                  "pair": {"url": "%1$s/sse", "type": "sse"},
                  "pipe": {"command": "%2$s", "args": ["mcp", "-p", "demo"], "env": {"MCPCTL_HOME": "%3$s"}}
                }}
                """.formatted(
                        tiers.url(), MCPCTL, tiers.product().home()));

        awaitAll("gemini", server -> "✓ " + server + ":", "- Connected");
    }

    @ParameterizedTest
    @EnumSource
    void opencodeConnects(Tiers tiers) {
        write(".config/opencode/opencode.json", """
                {"mcp": {
                  "web": {"type": "remote", "url": "%1$s"},
                  "pair": {"type": "remote", "url": "%1$s/sse"},
                  "pipe": {"type": "local", "command": ["%2$s", "mcp", "-p", "demo"], "environment": {"MCPCTL_HOME": "%3$s"}}
                }}
                """.formatted(
                        tiers.url(), MCPCTL, tiers.product().home()));

        awaitAll("opencode", server -> "✓ " + server + " ", "connected");
    }

    /** They give a server a few seconds, which on a busy machine can be too few: then they are asked once more. */
    private void awaitAll(String client, UnaryOperator<String> mark, String end) {
        AtomicReference<Run> last = new AtomicReference<>();
        Wait.until(
                client + " says that it is connected",
                LIMIT,
                () -> {
                    Run list = run(client, "mcp", "list").exits(0);
                    last.set(list);
                    return Stream.of("web", "pair", "pipe")
                            .allMatch(server -> line(list, mark.apply(server)).endsWith(end));
                },
                () -> String.valueOf(last.get()));
    }

    private Run run(String program, String... arguments) {
        List<String> line = Stream.concat(Stream.of(Npm.endUserClient(program).toString()), Stream.of(arguments))
                .toList();
        return Run.of(line, home, environment(), "", LIMIT);
    }

    /** Its own home, nothing but this machine, and no wish to update or report. */
    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(TIERS.plane.environment());
        variables.keySet().removeIf(name -> name.startsWith("MCPCTL_"));
        for (String folder : List.of("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")) {
            variables.put(folder, home.resolve(FOLDERS.get(folder)).toString());
        }
        for (String proxy : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
            variables.put(proxy, "http://127.0.0.1:9");
        }
        variables.put("NO_PROXY", "127.0.0.1,localhost");
        variables.put("no_proxy", "127.0.0.1,localhost");
        variables.put("HOME", home.toString());
        variables.put("CODEX_HOME", home.resolve(".codex").toString());
        variables.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        variables.put("DISABLE_AUTOUPDATER", "1");
        variables.put("GEMINI_CLI_TRUST_WORKSPACE", "true");
        variables.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
        variables.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
        variables.put("NO_COLOR", "1");
        return variables;
    }

    private static final Map<String, String> FOLDERS =
            Map.of("XDG_CONFIG_HOME", ".config", "XDG_DATA_HOME", ".local/share", "XDG_STATE_HOME", ".local/state");

    /** The line about a server, without colours. */
    private static String line(Run run, String mark) {
        return (run.stdout() + run.stderr())
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .filter(line -> line.contains(mark))
                .findFirst()
                .map(String::strip)
                .orElse("");
    }

    private void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
