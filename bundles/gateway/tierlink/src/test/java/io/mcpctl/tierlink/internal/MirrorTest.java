package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects and servers of mcpd, as the proxy knows them. */
class MirrorTest {
    private static final String END = "end";

    @TempDir
    Path home = Path.of("");

    private final FakeMcpd fake = new FakeMcpd();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        events.add(END);
        fake.close();
    }

    private RemoteProjects projects() {
        return new RemoteProjects(Settings.mcpd(fake, home, "own"), Settings.noUpstreams(home));
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try {
            for (String event = events.take(); !event.equals(END); event = events.take()) {
                exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String type, String data) {
        events.add("event: " + type + "\ndata: " + data + "\n\n");
    }

    private static String demo(String servers) {
        return "{\"name\":\"demo\",\"prompt\":\"Be kind.\",\"proxyModel\":\"none\",\"servers\":[" + servers
                + "],\"toolSeparator\":\"/\",\"uriStyle\":\"prefixed\",\"describeServers\":true}";
    }

    @Test
    void aProjectThatWasNeverSeenIsNotServedWhileMcpdIsAway() {
        fake.away();

        ProblemException refused =
                assertThrows(ProblemException.class, () -> projects().find("demo"));

        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        String sentence = refused.problem().detail();
        assertTrue(sentence.contains("mcpd at " + fake.url()) && sentence.contains("demo"), sentence);
    }

    @Test
    void theOwnersProjectsHoldTheServersOfTheProxyToo() throws IOException {
        Files.writeString(
                home.resolve("config.json"),
                "{\"upstreams\":[{\"name\":\"am\",\"transport\":\"sse\",\"url\":\"http://127.0.0.1:9/sse\"}]}");
        fake.on("/api/v1/projects", this::stream);
        tell("ADDED", demo("\"b\",\"a\""));
        tell("BOOKMARK", "{}");
        RemoteProjects projects = projects();

        Caller owner = new Caller(Principal.special("local"), Optional.empty());
        Caller other = new Caller(Principal.user("a@b", "c1", Set.of()), Optional.of("x"));
        assertEquals(
                List.of("a", "am", "b"),
                projects.find("demo", owner).orElseThrow().servers());
        assertEquals(
                List.of("a", "b"), projects.find("demo", other).orElseThrow().servers());
    }

    @Test
    void projectsFollowTheWatch() {
        fake.on("/api/v1/projects", this::stream);
        tell("ADDED", demo("\"b\",\"a\""));
        tell("BOOKMARK", "{}");
        RemoteProjects projects = projects();

        ProjectSpec demo = projects.find("demo").orElseThrow();
        assertEquals(List.of("a", "b"), demo.servers());
        assertEquals("Be kind.", demo.prompt());
        assertEquals("/", demo.toolSeparator());
        assertEquals(ProjectSpec.UriStyle.prefixed, demo.uriStyle());
        assertEquals(Set.of("demo"), projects.withServer("a"));

        tell("MODIFIED", demo("\"c\""));
        Until.holds("the change is seen", () -> projects.withServer("c").equals(Set.of("demo")));
        tell("DELETED", demo("\"c\""));
        Until.holds("it is gone", () -> projects.find("demo").isEmpty());
        projects.close();
    }

    @Test
    void aProjectMadeJustNowIsAskedFor() {
        fake.on("/api/v1/projects", this::stream).on("/api/v1/projects/new", 200, "{\"name\":\"new\"}");
        tell("BOOKMARK", "{}");
        RemoteProjects projects = projects();

        assertEquals(true, projects.find("new").isPresent());
        assertEquals(true, projects.find("other").isEmpty());
        projects.close();
    }

    @Test
    void whileMcpdIsAwayTheLastKnownStateStaysAndIsReadAgainAfterwards() {
        fake.on("/api/v1/projects", this::stream);
        tell("ADDED", demo("\"a\""));
        tell("BOOKMARK", "{}");
        Mirror mirror = new Mirror(Settings.mcpd(fake, home, "own"), "projects");
        Until.holds("it is known", () -> mirror.find("demo").isPresent());
        int before = mirror.epoch();

        events.add(END);
        fake.away();
        Until.holds("it is away", () -> mirror.state() == Mirror.State.AWAY);
        assertEquals(true, mirror.find("demo").isPresent());

        tell("BOOKMARK", "{}");
        fake.back();
        Until.holds("it is current again", () -> mirror.state() == Mirror.State.CURRENT);
        assertEquals(true, mirror.find("demo").isEmpty());
        assertNotEquals(before, mirror.epoch());
        mirror.close();
    }

    @Test
    void whatMcpdDoesNotShowAnyMoreIsForgotten() {
        fake.on("/api/v1/projects", this::stream);
        tell("ADDED", demo("\"a\""));
        tell("BOOKMARK", "{}");
        Mirror mirror = new Mirror(Settings.mcpd(fake, home, "own"), "projects");
        Until.holds("it is known", () -> mirror.find("demo").isPresent());

        fake.on("/api/v1/projects", 403, "{}");
        events.add(END);

        Until.holds("it is refused", () -> mirror.state() == Mirror.State.REFUSED);
        assertEquals(true, mirror.find("demo").isEmpty());
        mirror.close();
    }

    @Test
    void aProjectThatWasNeverSeenIsUnavailableWhileMcpdIsAway() {
        fake.away();
        RemoteProjects projects = projects();

        ProblemException problem = assertThrows(ProblemException.class, () -> projects.find("demo"));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertEquals(true, problem.problem().detail().contains("mcpd at " + fake.url()));
        projects.close();
    }
}
