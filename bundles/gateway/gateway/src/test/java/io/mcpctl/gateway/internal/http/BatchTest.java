package io.mcpctl.gateway.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.NastyServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchTest {
    private static final String NOTIFICATION = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}";

    private Gateway gateway;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.define("demo", "nasty");
        client = gateway.project("demo");
        client.initialize("{}", "2025-03-26");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void eachRequestOfABatchIsAnswered() throws Exception {
        String answers = client.post("[" + Client.message(1, "ping", "{}") + "," + NOTIFICATION + ","
                        + Client.message(2, "tools/call", "{\"name\":\"nasty__x\"}") + "]")
                .body();

        assertTrue(answers.startsWith("[") && answers.endsWith("]"), answers);
        assertTrue(answers.contains("\"id\":1") && answers.contains("10000000000000000000001"), answers);
    }

    @Test
    void aBatchWithoutRequestsIsTaken() throws Exception {
        HttpResponse<String> taken = client.post("[" + NOTIFICATION + "," + NOTIFICATION + "]");

        assertEquals(202, taken.statusCode());
        assertEquals("", taken.body());
    }

    @Test
    void whatNoBatchMayHoldIsRefused() throws Exception {
        refused("[]", "1 to 100 messages");
        refused("[" + "1,".repeat(100) + "1]", "this one 101");
        refused("[" + Client.hello("{}", "2025-03-26") + "]", "initialize must not be part of a batch");
        refused("[{\"jsonrpc\":\"1.0\"}]", "in the batch: the message has no");
    }

    @Test
    void otherRevisionsHaveNoBatches() throws Exception {
        client = gateway.project("demo");
        client.initialize("{}", "2025-06-18");

        refused("[" + Client.message(1, "ping", "{}") + "]", "batch");
    }

    private void refused(String body, String words) throws Exception {
        HttpResponse<String> answer = client.post(body);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("-32600") && answer.body().contains(words), answer.body());
    }
}
