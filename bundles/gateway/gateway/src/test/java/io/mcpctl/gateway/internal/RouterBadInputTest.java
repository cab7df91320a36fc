package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.message.Answers;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a project answers to requests that make no sense, and when a server is not there. */
final class RouterBadInputTest {
    private Gateway gateway;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.servers.commands.put("gone", List.of("false"));
        gateway.define("demo", "gone", "nasty");
        client = gateway.project("demo");
        client.initialize("{}");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no/such            | {}                                            | -32601 | no/such",
                "tools/call         | {}                                            | -32602 | params.name",
                "tools/call         | {\"name\":7}                                  | -32602 | params.name",
                "resources/read     | {}                                            | -32602 | params.uri",
                "prompts/get        | {}                                            | -32602 | params.name",
                "logging/setLevel   | {}                                            | -32602 | params.level",
                "completion/complete| {}                                            | -32602 | params.ref.type",
                "tasks/get          | {\"taskId\":\"nope\"}                         | -32602 | Unknown task: nope",
                "tools/call         | {\"name\":\"plain\"}                          | -32602 | Unknown tool: plain",
                "tools/call         | {\"name\":\"other__plain\"}                   | -32602 | known servers: gone, nasty",
                "prompts/get        | {\"name\":\"other__plain\"}                   | -32602 | known servers: gone, nasty",
                "resources/read     | {\"uri\":\"no:where\"}                        | -32002 | \"uri\":\"no:where\"",
                "tools/call         | {\"name\":\"gone__x\"}                        | -32000 | \\\"gone\\\"",
                "tools/call         | {\"name\":\"gone__x\"}                        | -32000 | exit code 1",
            })
    void eachFaultHasItsCodeAndTheWordsThatMatter(String method, String params, String code, String words)
            throws Exception {
        String answer = client.call(5, method, params);

        assertTrue(answer.contains("\"code\":" + code), answer);
        assertTrue(answer.contains(words), answer);
        assertTrue(client.call(6, "ping", "{}").contains("\"result\":{}"), "the session goes on");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, -32001",
        "UNAVAILABLE, -32000",
        "THROTTLED, -32000",
        "UPSTREAM, -32000",
        "FORBIDDEN, -32000",
        "NOT_FOUND, -32000",
        "INVALID, -32602",
        "INTERNAL, -32603"
    })
    void problemsOnTheWayToAServerHaveTheirCodes(ProblemKind kind, int code) {
        byte[] answer = RpcFault.of(new ProblemException(kind, "why"), "here-1").answer(new byte[] {'1'});

        String text = new String(answer, StandardCharsets.UTF_8);
        assertTrue(text.contains("\"code\":" + code + ",\"message\":\"why\""), text);
    }

    @Test
    void aFaultOfOursNamesWhereTheLogTellsMore() {
        byte[] answer = Answers.of(new byte[] {'1'}, "here-1", () -> {
            throw new IllegalStateException("a secret detail");
        });

        String text = new String(answer, StandardCharsets.UTF_8);
        assertTrue(text.contains("-32603") && text.contains("\"data\":{\"correlationId\":\"here-1\""), text);
        assertTrue(!text.contains("secret"), text);
    }
}
