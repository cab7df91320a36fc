package io.mcpctl.gateway.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.SharingServer;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ListsTest {
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("s", SharingServer.command("good"));
        gateway.define("demo", "s");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private Client client(String capabilities) throws Exception {
        Client client = gateway.project("demo");
        client.initialize(capabilities);
        return client;
    }

    private static String list(Client client) throws Exception {
        return client.call(1, "tools/list", "{}");
    }

    private void shared() {
        gateway.servers.sharings.put("s", new Sharing(Sharing.Mode.shared, 16, 64, 300));
    }

    @Test
    void listThatIsKnownCausesNoCallForClientsAlike() throws Exception {
        list(client("{}"));
        int opened = gateway.servers.opened.get();

        String answer = list(client("{}"));

        assertTrue(answer.contains("s__listed-1"), answer);
        assertEquals(opened, gateway.servers.opened.get());
    }

    @Test
    void clientsWithOtherCapabilitiesAndOtherCallersAreNotAlike() throws Exception {
        list(client("{}"));
        int before = gateway.servers.opened.get();

        list(client("{\"roots\":{}}"));
        assertTrue(gateway.servers.opened.get() > before);

        int then = gateway.servers.opened.get();
        Client client = gateway.project("demo");
        var hello = client.request().header("Authorization", "Bearer good-other");
        var welcome = client.http.send(
                hello.POST(BodyPublishers.ofString(Client.hello("{}", "2025-06-18")))
                        .build(),
                BodyHandlers.ofString());
        client.session = welcome.headers().firstValue("Mcp-Session-Id").orElseThrow();
        var listing = client.request().header("Authorization", "Bearer good-other");
        client.http.send(
                listing.POST(BodyPublishers.ofString(Client.message(1, "tools/list", "{}")))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(then + 1, gateway.servers.opened.get());
    }

    @Test
    void clientsThatNeedAListAtTheSameTimeCauseOneCall() throws Exception {
        shared();
        List<Thread> threads = new ArrayList<>();
        List<String> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 8; i++) {
            Client client = client("{}");
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    answers.add(list(client));
                } catch (Exception e) {
                    answers.add("failed: " + e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(8, answers.size());
        assertTrue(answers.stream().allMatch(answer -> answer.contains("listed-1")), answers.toString());
    }

    @Test
    void changeOfAListIsToldAlsoToClientsWithoutAnUpstreamSession() throws Exception {
        Client one = client("{}");
        Client other = client("{}");
        list(one);
        list(other);
        other.listen();

        one.call(2, "tools/call", "{\"name\":\"s__change\"}");

        other.eventWith("tools/list_changed");
        assertTrue(list(one).contains("listed-2"));
        assertTrue(list(one).contains("listed-2"));
        assertTrue(list(other).contains("listed-1")); // by a session of its own, which knows nothing of the other
    }

    @Test
    void listIsReadAgainWhenTheServerWasReplaced() throws Exception {
        shared();
        Client client = client("{}");
        assertTrue(list(client).contains("listed-1"));
        int opened = gateway.servers.opened.get();

        gateway.servers.generations.put("s", "2");
        assertTrue(list(client("{}")).contains("listed-1"));

        assertEquals(opened + 1, gateway.servers.opened.get());
    }

    @Test
    void listIsReadAgainAfterTheSessionWasLost() throws Exception {
        shared();
        Client client = client("{}");
        list(client);
        Process first = gateway.servers.processes.getLast();
        first.destroyForcibly().waitFor();

        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!client.call(2, "tools/call", "{\"name\":\"s__who\"}").contains("pid")) {
            assertTrue(System.nanoTime() < limit, "a session is opened again");
        }
        String told = client.call(3, "tools/call", "{\"name\":\"s__who\"}");
        assertFalse(told.contains("tools/list"), told);
        list(client);
        assertTrue(client.call(4, "tools/call", "{\"name\":\"s__who\"}").contains("tools/list"));
    }

    @Test
    void ofNamesThatAreListedTwiceTheFirstCounts() throws Exception {
        gateway.servers.commands.put("s", SharingServer.command("twice"));

        String answer = list(client("{}"));

        assertTrue(answer.contains("[{\"name\":\"s__a\",\"x\":1},{\"name\":\"s__b\"}]"), answer);
    }

    @Test
    void serverWithAnInvalidListIsLeftOut() throws Exception {
        gateway.servers.commands.put("bad", SharingServer.command("invalid"));
        gateway.define("demo", "bad", "s");

        String answer = list(client("{}"));

        assertTrue(answer.contains("\"tools\":[{\"name\":\"s__listed-1\"}]"), answer);
    }

    @Test
    void oneSilentServerOfTenIsLeftOutAndNotAskedAgain() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            names.add("s" + i);
            gateway.servers.commands.put("s" + i, SharingServer.command("good"));
        }
        gateway.servers.commands.put("silent", SharingServer.command("silent"));
        names.add("silent");
        gateway.define("demo", names.toArray(String[]::new));
        Client client = client("{}");

        String first = list(client);
        int opened = gateway.servers.opened.get();
        String second = list(client);
        String resources = client.call(2, "resources/list", "{}");

        for (int i = 0; i < 9; i++) {
            assertTrue(first.contains("s" + i + "__listed-1") && second.contains("s" + i + "__listed-1"), first);
        }
        assertFalse(first.contains("silent") || second.contains("silent") || resources.contains("silent"), second);
        assertEquals(opened, gateway.servers.opened.get());
    }
}
