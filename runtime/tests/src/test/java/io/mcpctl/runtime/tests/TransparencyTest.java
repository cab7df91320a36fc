package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our fixture says, byte for byte, directly and through the gateway; and what it does to its clients. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransparencyTest {
    private static final Product PRODUCT = Product.fresh();
    private static final Fixture FIXTURE = Fixture.start();

    /** Legal answers, and messages before them, that careless programs change. */
    static final List<String> ODD = List.of(
            "nasty_numbers",
            "nasty_content",
            "nasty_members",
            "nasty_unicode",
            "nasty_layout",
            "nasty_duplicates",
            "nasty_deep_meta",
            "nasty_big",
            "nasty_empty",
            "nasty_vendor",
            "nasty_logs",
            "nasty_ids",
            "nasty_two_at_once",
            "nasty_vendor_request",
            "nasty_slow",
            "nasty_needs_roots",
            "nasty_stdout",
            "nasty_stderr");

    @BeforeAll
    static void start() {
        FIXTURE.behind(PRODUCT);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
        FIXTURE.close();
    }

    private static RawClient through(String server) {
        return new RawClient(PRODUCT.url("/servers/" + server + "/mcp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void oddMessagesPassUnchanged(String server) {
        try (RawClient direct = new RawClient(FIXTURE.url());
                RawClient client = through(server)) {
            for (String tool : ODD) {
                assertEquals(direct.call(tool, "{}"), client.call(tool, "{}"), tool);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void fiftyMegabytesPass(String server) {
        try (RawClient client = through(server)) {
            String answer = client.call("nasty_big", "{\"megabytes\":50}").getLast();

            assertTrue(answer.length() > 50 << 20, () -> "only " + answer.length() + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void whatIsTooDeepIsRefusedAtOnce(String server) {
        try (RawClient client = through(server)) {
            String answer = client.call("nasty_deep_meta", "{\"levels\":1000}").getLast();

            assertTrue(answer.contains("nested deeper than"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void aCancellationReachesTheServer(String server) {
        try (RawClient client = through(server)) {
            Thread hanging =
                    Thread.ofVirtual().start(() -> client.call(77, "nasty_hang", "{\"key\":\"" + server + "\"}"));
            // Before the call is under way there is nothing to cancel.
            Wait.until(
                    "the server saw it",
                    Duration.ofSeconds(20),
                    () -> seen(client, server),
                    () -> String.valueOf(client.call("nasty_seen", "{}")));
            assertTrue(hanging.join(Duration.ofSeconds(10)), "the cancelled call ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean seen(RawClient client, String key) {
        client.cancel(77);
        return client.call("nasty_seen", "{}").getLast().contains(key + " enough");
    }

    @Test
    void aSessionThatTheServerForgotIsOpenedAgain() {
        try (RawClient client = through("web")) {
            client.call("nasty_expire_session", "{}");
            String answer = client.call("echo", "{\"message\":\"back\"}").getLast();

            assertTrue(answer.contains("Echo: back"), answer);
        }
    }

    @Test
    void anAnswerIsFetchedThatABrokenConnectionLeftBehind() {
        try (RawClient client = through("web")) {
            assertTrue(client.call("nasty_break", "{}").getLast().contains("resumed"));
        }
    }

    @Test
    void aServerThatEndsInACallIsReportedAndStartedAgain() {
        try (RawClient client = through("pipe")) {
            String answer = client.call("nasty_exit", "{\"code\":7}").getLast();

            assertTrue(answer.contains("exit code 7") && answer.contains("nasty_exit was called"), answer);
            assertTrue(client.call("echo", "{\"message\":\"back\"}").getLast().contains("Echo: back"));
        }
    }
}
