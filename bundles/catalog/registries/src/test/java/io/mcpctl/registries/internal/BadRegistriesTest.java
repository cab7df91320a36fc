package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpHandler;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.internal.RestBench.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registries that fail, and questions that are none. */
class BadRegistriesTest {
    private final RegistryBench bench = new RegistryBench(Map.of("glama_key", "missing/key"));

    @AfterEach
    void stop() {
        bench.close();
    }

    /** The one warning when the official registry answers so and Smithery as recorded. */
    private String warning(HttpHandler... answers) {
        for (HttpHandler answer : answers) {
            bench.fake.on("/official/v0.1/servers?", answer);
        }
        bench.fake.file("/smithery/servers?", "smithery.json");
        JsonNode found = bench.search("weather&registry=official&registry=smithery");
        assertEquals(2, found.path("servers").size(), found.toString());
        assertEquals(1, found.path("warnings").size(), found.toString());
        return RegistryBench.warnings(found).getFirst();
    }

    @Test
    void oneThatHangsIsAWarningAndTheRestArrives() {
        try (RegistryBench patient = new RegistryBench(Map.of("searchSeconds", 5))) {
            patient.fake
                    .on("/official/v0.1/servers?", patient.fake.silence(false))
                    .file("/smithery/servers?", "smithery.json");

            JsonNode found = patient.search("weather&registry=official&registry=smithery");

            assertEquals(List.of("official did not answer within 5 s"), RegistryBench.warnings(found));
            assertEquals(2, found.path("servers").size());
        }
    }

    @Test
    void oneThatNeverFinishesItsAnswerIsGivenUpToo() {
        try (RegistryBench hasty = new RegistryBench(Map.of("searchSeconds", 1))) {
            hasty.fake.on("/official", hasty.fake.silence(true));

            Answer search = hasty.get("/registry/search?query=weather&registry=official");
            Answer server = hasty.get("/registry/servers/official?id=a/b");

            assertEquals(502, search.status());
            assertEquals("registry official did not answer within 1 s", search.detail());
            assertEquals(504, server.status());
            assertEquals("registry official did not answer within 1 s", server.detail());
        }
    }

    @Test
    void oneThatAnswersWithAPageIsAWarningThatNamesItsAddress() {
        assertEquals(
                "official answered with text/html and not with a JSON object; see registries.official.url",
                warning(FakeRegistry.answer(200, "text/html; charset=utf-8", "<html><body>Hello</body></html>")));
    }

    @Test
    void oneWithBrokenJsonIsAWarning() {
        assertEquals("official answered with broken JSON", warning(FakeRegistry.json("{\"servers\":[{\"server\"")));
    }

    @Test
    void oneWithAnotherFormIsAWarning() {
        assertEquals(
                "official answered in a form that is not known; see registries.official.url",
                warning(FakeRegistry.json("{\"items\":[]}")));
    }

    @Test
    void oneThatWantsAKeySaysWhereToPutIt() {
        assertEquals(
                "official wants an API key; store one in a secret and name it in registries.official.key",
                warning(FakeRegistry.answer(401, "application/json", "{\"error\":\"Unauthorized\"}")));
    }

    @Test
    void oneWithFiveMegabytesIsNotRead() {
        assertEquals(
                "official answered with more than 2 MiB, which is not read",
                warning(FakeRegistry.json("{\"servers\":[\"" + "x".repeat(5 << 20) + "\"]}")));
    }

    @Test
    void aRedirectIsNotFollowedBecauseTheKeyWouldGoAlong() {
        assertEquals(
                "official sends to another address (status 302), which is not followed; see registries.official.url",
                warning(FakeRegistry.answer(302, "text/plain", "", "Location", "http://127.0.0.1:1/")));
    }

    @Test
    void oneThatIsBusyIsAskedOnceMoreAfterTheTimeItNames() {
        bench.fake
                .on("/official/v0.1/servers?", FakeRegistry.answer(429, "text/plain", "", "Retry-After", "1"))
                .file("/official/v0.1/servers?", "official-2.json");

        JsonNode found = bench.search("weather&registry=official");

        assertEquals(List.of("official:com.example/storms"), RegistryBench.keys(found.path("servers")));
        assertEquals(2, bench.fake.asked.size());
    }

    @Test
    void oneThatStaysBusyIsAWarning() {
        HttpHandler busy = FakeRegistry.answer(429, "text/plain", "", "Retry-After", "0");

        assertEquals("official takes no more requests now (status 429); try again in 0 s", warning(busy, busy));
        assertEquals(2, bench.fake.paths("/official").size());
    }

    @Test
    void oneThatWantsMorePatienceThanThereIsIsNotWaitedFor() {
        assertEquals(
                "official takes no more requests now (status 429); try again in 3600 s",
                warning(FakeRegistry.answer(429, "text/plain", "", "Retry-After", "3600")));
        assertEquals(1, bench.fake.paths("/official").size());
    }

    @Test
    void aKeyThatIsNoSecretOfOursIsAWarningOfThatRegistry() {
        bench.recorded();

        assertEquals(
                List.of("glama lacks its API key: secret 'missing', key 'key' is not known; see registries.glama.key"),
                RegistryBench.warnings(bench.search("weather")));
    }

    @Test
    void whenAllFailEachSaysWhy() {
        bench.fake
                .on("/official", FakeRegistry.answer(503, "text/plain", ""))
                .on("/smithery", FakeRegistry.answer(401, "text/plain", ""));

        Answer answer = bench.get("/registry/search?query=weather");

        assertEquals(502, answer.status());
        assertEquals("none of the registries could be searched", answer.detail());
        assertEquals(
                List.of("official", "glama", "smithery").stream().sorted().toList(),
                answer.json().path("details").findValuesAsText("path").stream()
                        .sorted()
                        .toList());
        assertTrue(answer.text().contains("answered with status 503"), answer.text());
    }

    @Test
    void failuresAreNotKept() {
        warning(FakeRegistry.answer(500, "text/plain", ""), FakeRegistry.json("{\"servers\":[]}"));

        assertEquals(
                0,
                bench.search("weather&registry=official&registry=smithery")
                        .path("warnings")
                        .size());
    }

    @Test
    void whatIsNoQuestionIsRefusedWithWhatIsAllowed() {
        Map.of(
                        "query=", "query: must be 1 to 200 characters",
                        "query=x&limit=0", "limit: must be a whole number from 1 to 100",
                        "query=x&limit=1000", "limit: must be a whole number from 1 to 100",
                        "query=x&transport=pigeon", "transport: must be one of stdio, sse, streamable-http",
                        "query=x&verified=perhaps", "verified: must be true or false",
                        "query=x&registry=official&registry=foo",
                                "registry \"foo\" is not known; known are official, glama, smithery")
                .forEach((query, sentence) -> {
                    Answer answer = bench.get("/registry/search?" + query);
                    assertEquals(400, answer.status(), query);
                    assertEquals(sentence, answer.detail());
                });
        assertEquals(List.of(), bench.fake.asked);
    }

    @Test
    void whoMayNotSeeServersMayNotSearch() {
        bench.rest.user("guest", "view:projects");

        assertEquals(
                403,
                bench.rest
                        .sendAs("guest", "GET", "/registry/search?query=x", "")
                        .status());
        assertEquals(
                403,
                bench.rest
                        .sendAs("guest", "GET", "/registry/servers/official?id=a/b", "")
                        .status());
    }

    @Test
    void settingsThatMakeNoSenseStopTheStartAndNeverShowAKey() {
        Map.of(
                        "enabled", (Object) new String[] {"official", "Not A Name"},
                        "official_url", "ftp://example.com",
                        "glama_key", "sk-this-is-the-key-itself",
                        "namespace", "not/one",
                        "searchSeconds", 0)
                .forEach((key, value) -> {
                    ProblemException refused =
                            assertThrows(ProblemException.class, () -> new RegistryBench(Map.of(key, value)));
                    String sentence = refused.problem().detail();
                    assertTrue(sentence.startsWith("config.yaml: registries." + key.replace('_', '.')), sentence);
                    assertTrue(!sentence.contains("sk-this"), sentence);
                });
    }
}
