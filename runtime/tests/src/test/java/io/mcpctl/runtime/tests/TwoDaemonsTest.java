package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.testing.PostgresServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Two daemons on one PostgreSQL answer alike, tell each other, and run every server once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoDaemonsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String URL = PostgresServer.shared().newDatabase();
    private static final Mcpd ONE = Mcpd.start(URL);
    private static final Mcpd OTHER = Mcpd.start(URL);

    @BeforeAll
    static void oneOfThemLeads() {
        Wait.until("one runs the servers", LIMIT, () -> ONE.runsServers() || OTHER.runsServers(), ONE::log);
    }

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
    }

    private static int status(RestClient client, String method, String path, String json) {
        return client.send(method, path, json).statusCode();
    }

    @Test
    void whatOneWritesTheOtherReadsAtOnce() {
        for (List<Mcpd> pair : List.of(List.of(ONE, OTHER), List.of(OTHER, ONE))) {
            RestClient writer = pair.getFirst().rest();
            RestClient reader = pair.getLast().rest();
            for (int i = 0; i < 10; i++) {
                String path = "/servers/side-" + i;
                assertEquals(
                        201,
                        status(
                                writer,
                                "POST",
                                "/servers",
                                "{'name':'side-" + i + "','replicas':0,'command':['true'],'transport':'STDIO'}"));
                assertEquals(
                        409,
                        status(
                                reader,
                                "POST",
                                "/servers",
                                "{'name':'side-" + i + "','replicas':0,'command':['true'],'transport':'STDIO'}"));
                assertEquals(200, status(reader, "PUT", path, "{'description':'x','version':1}"));
                assertEquals(409, status(writer, "PUT", path, "{'description':'y','version':1}"));
                assertEquals(
                        "x",
                        RestClient.json(writer.get(path)).path("description").asText());
                assertEquals(RestClient.json(writer.get("/servers")), RestClient.json(reader.get("/servers")));
                assertEquals(204, status(reader, "DELETE", path, ""));
                assertEquals(404, writer.get(path).statusCode());
            }
        }
    }

    @Test
    @Timeout(60)
    void aWatchAtOneShowsWhatTheOtherChanges() throws Exception {
        try (BufferedReader events = new BufferedReader(
                new InputStreamReader(ONE.rest().stream("/projects?watch=true").body(), StandardCharsets.UTF_8))) {
            awaitEvent(events, "BOOKMARK");

            assertEquals(201, status(OTHER.rest(), "POST", "/projects", "{'name':'seen'}"));
            assertTrue(awaitEvent(events, "ADDED").contains("\"seen\""));
            assertEquals(204, status(OTHER.rest(), "DELETE", "/projects/seen", ""));
            assertTrue(awaitEvent(events, "DELETED").contains("\"seen\""));
        }
    }

    /** Data of the next event of the type. */
    private static String awaitEvent(BufferedReader lines, String type) throws java.io.IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("event: " + type)) {
                return lines.readLine();
            }
        }
        throw new AssertionError("the stream ended before " + type);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aServerRunsOnceAndTheOtherDaemonTakesItOverWhenItsDaemonDies() {
        Mcpd leader = ONE.runsServers() ? ONE : OTHER;
        Mcpd follower = leader == ONE ? OTHER : ONE;
        assertFalse(follower.runsServers(), follower.log());
        RestClient rest = follower.rest();

        assertEquals(
                201,
                status(rest, "POST", "/servers", "{'name':'sleeper','transport':'STDIO','command':['sleep','1000']}"));
        Wait.until("one instance", LIMIT, () -> instances(rest).size() == 1, leader::log);
        Set<String> first = instances(rest);
        leader.kill();

        Wait.until(
                "another instance, run by the other daemon",
                LIMIT,
                () -> follower.runsServers()
                        && instances(rest).size() == 1
                        && !instances(rest).equals(first),
                follower::log);
        assertEquals(204, status(rest, "DELETE", "/servers/sleeper", ""));
        Wait.until("nothing runs", LIMIT, () -> instances(rest).isEmpty(), follower::log);
    }

    @Test
    void aDaemonWithAKeyOfItsOwnIsToldWhereTheKeyMustComeFrom() {
        String refusal = Mcpd.refusal(URL);

        assertTrue(refusal.contains("the database belongs to the master key"), refusal);
        assertTrue(refusal.contains("MCPD_MASTER_KEY_FILE"), refusal);
    }

    @Test
    @Order(1)
    void whatOneRunsTheOtherShowsAndFetchesItsLog() throws Exception {
        Mcpd leader = ONE.runsServers() ? ONE : OTHER;
        Mcpd follower = leader == ONE ? OTHER : ONE;
        RestClient user = admin(follower);
        define(user, "broken", "echo out of luck >&2; exit 7");
        define(user, "talker", "echo hello >&2; sleep 1000");

        Wait.until(
                "the other one tells why it failed and when it is retried",
                LIMIT,
                () -> {
                    JsonNode server = RestClient.json(user.get("/servers/broken"));
                    return server.path("lastFailure").asText().contains("out of luck") && server.has("nextRetryAt");
                },
                () -> user.get("/servers/broken").body() + leader.log());
        Wait.until(
                "the log of an instance that it does not run",
                LIMIT,
                () -> RestClient.json(user.get("/instances/talker-0/logs"))
                        .path("stderr")
                        .asText()
                        .equals("hello\n"),
                () -> user.get("/instances/talker-0/logs").body() + follower.log());
        String owner =
                RestClient.json(user.get("/instances/talker-0")).path("daemon").asText();
        assertTrue(owner.endsWith(":" + leader.rest().api().getPort()), owner);
        assertEquals(
                owner,
                RestClient.json(user.get("/health/instances/talker-0"))
                        .path("daemon")
                        .asText());
        assertTrue(RestClient.json(user.get("/health/overview"))
                        .path("totalInstances")
                        .asInt()
                >= 1);
        assertTrue(user.get("/metrics?format=prometheus").body().contains("daemon=\"" + owner + "\""));
        assertTrue(user.get("/instances/talker-0/inspect").body().contains("\"pid\""));
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                user.stream("/instances/talker-0/logs?follow=true").body(), StandardCharsets.UTF_8))) {
            assertEquals("data: hello", awaitEvent(events, "stderr"));
        }
        HttpResponse<String> stranger = follower.rest().get("/instances/talker-0/logs");
        assertEquals(503, stranger.statusCode(), stranger.body());
        assertTrue(stranger.body().contains("is run by the daemon " + owner), stranger.body());
        assertEquals(204, status(user, "DELETE", "/servers/broken", ""));
        assertEquals(204, status(user, "DELETE", "/servers/talker", ""));
    }

    private static void define(RestClient user, String name, String script) {
        String document = "{'name':'%s','transport':'STDIO','command':['sh','-c','%s']}".formatted(name, script);
        assertEquals(201, status(user, "POST", "/servers", document));
    }

    private static RestClient admin(Mcpd daemon) {
        String credentials = "{'email':'ann@example.org','password':'long-enough-password'}";
        HttpResponse<String> made = daemon.rest().send("POST", "/auth/bootstrap", credentials);
        assertEquals(201, made.statusCode(), made.body());
        return daemon.rest().as(RestClient.json(made).path("token").asText());
    }

    private static Set<String> instances(RestClient rest) {
        Set<String> ids = new TreeSet<>();
        for (JsonNode instance : RestClient.json(rest.get("/instances?server=sleeper"))) {
            ids.add(instance.path("id").asText());
        }
        return ids;
    }
}
