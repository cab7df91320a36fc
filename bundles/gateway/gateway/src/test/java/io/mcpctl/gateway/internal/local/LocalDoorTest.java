package io.mcpctl.gateway.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.api.McpListener;
import io.mcpctl.gateway.api.McpSession;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalDoorTest {
    private static final Caller OWNER = new Caller(Principal.special("local"), Optional.empty());
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-06-18",
            "capabilities":{},"clientInfo":{"name":"host","version":"1"}}}""";

    private Gateway gateway;
    private LocalDoor door;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.define("demo", "everything");
        door = new LocalDoor(gateway.endpoints, gateway.access);
    }

    @AfterEach
    void stop() throws Exception {
        door.close();
        gateway.close();
    }

    @Test
    void aProjectAnswersWithoutASocket() {
        try (McpSession session = door.open("/projects/demo/mcp", OWNER, heard)) {
            assertTrue(ask(session, INITIALIZE).contains("\"protocolVersion\":\"2025-06-18\""));

            String answer = ask(session, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");

            assertEquals("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}", answer);
        }
        assertEquals(0, gateway.endpoints.sessions());
    }

    @Test
    void aClosedSessionRefusesRequestsAndTellsItsListener() throws Exception {
        McpSession session = door.open("/projects/demo/mcp", OWNER, heard);
        ask(session, INITIALIZE);

        session.close();

        ProblemException refused = assertThrows(
                ProblemException.class, () -> ask(session, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}"));
        assertEquals(ProblemKind.NOT_FOUND, refused.kind());
        assertTrue(refused.problem().detail().contains("open another"));
        assertTrue(heard.closed.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aSessionOfADeletedProjectEnds() throws Exception {
        McpSession session = door.open("/projects/demo/mcp", OWNER, heard);
        ask(session, INITIALIZE);

        gateway.projects.remove("demo");

        assertTrue(heard.closed.await(10, TimeUnit.SECONDS));
        session.close();
    }

    @Test
    void changedListsReachTheListener() throws Exception {
        McpSession session = door.open("/projects/demo/mcp", OWNER, heard);
        ask(session, INITIALIZE);
        session.send(bytes("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));

        gateway.define("demo");

        String first = heard.messages.poll(10, TimeUnit.SECONDS);
        assertTrue(String.valueOf(first).contains("list_changed"), first);
        session.close();
    }

    @Test
    void unknownPlacesAreNamed() {
        assertEquals(ProblemKind.NOT_FOUND, refusal("/nowhere", OWNER).kind());
        ProblemException project = refusal("/projects/gone/mcp", OWNER);
        assertEquals(ProblemKind.NOT_FOUND, project.kind());
        assertTrue(project.problem().detail().contains("gone"));
    }

    @Test
    void rulesDecideAsForAnyClient() {
        Caller stranger = new Caller(Principal.user("eve@example.org", "c1", Set.of()), Optional.empty());

        assertEquals(
                ProblemKind.FORBIDDEN, refusal("/projects/demo/mcp", stranger).kind());
    }

    @Test
    void whatIsNoRequestIsRefusedWithTheReason() {
        McpSession session = door.open("/projects/demo/mcp", OWNER, heard);

        assertTrue(refusal(() -> ask(session, "{")).contains("JSON"));
        assertTrue(refusal(() -> ask(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .contains("initialize first"));
        assertTrue(refusal(() -> ask(session, "{\"jsonrpc\":\"2.0\",\"method\":\"x\"}"))
                .contains("send()"));
        assertTrue(refusal(() -> session.send(bytes(INITIALIZE))).contains("request()"));
        session.close();
    }

    private ProblemException refusal(String path, Caller caller) {
        return assertThrows(ProblemException.class, () -> door.open(path, caller, heard));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(ProblemException.class, call).problem().detail();
    }

    private static String ask(McpSession session, String message) {
        return new String(session.request(bytes(message)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Heard implements McpListener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void message(byte[] message) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void closed() {
            closed.countDown();
        }
    }
}
