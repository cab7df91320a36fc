package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryLine;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryOffer.Setting;
import io.mcpctl.registry.api.RegistryPage;
import io.mcpctl.registry.api.RegistryQuery;
import io.mcpctl.registry.api.RegistrySource;
import io.mcpctl.registry.api.RegistryText;
import io.mcpctl.resources.internal.RestBench.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry that a plug-in brings while the daemon runs. */
class FourthRegistryTest {
    private static final Map<String, Object> ACME = Map.of("type", "acme");

    private final RegistryBench bench = new RegistryBench(Map.of("searchSeconds", 2));

    @AfterEach
    void stop() {
        bench.close();
    }

    private interface Behaviour {
        List<RegistryListing> listings(RegistryLine line) throws InterruptedException;
    }

    private RegistrySource source(Behaviour behaviour) {
        return new RegistrySource() {
            @Override
            public RegistryAddress address() {
                return RegistryAddress.of("com.example.acme", bench.fake.url("acme"), "acme/apiKey");
            }

            @Override
            public RegistryPage search(RegistryQuery query, String cursor, RegistryLine line)
                    throws InterruptedException {
                return new RegistryPage(behaviour.listings(line), 0, Optional.empty());
            }

            @Override
            public Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException {
                return behaviour.listings(line).stream().findFirst();
            }
        };
    }

    private static RegistryListing weather() {
        return RegistryListing.of(
                "weather", "Weather of Acme", List.of(RegistryOffer.remote("https://acme.example.com/mcp")));
    }

    @Test
    void itIsSearchedFromWhenItComesUntilItGoes() {
        bench.recorded();
        RegistrySource source = source(line -> List.of(weather()));

        assertFalse(RegistryBench.keys(bench.search("weather").path("servers")).contains("acme:weather"));
        bench.sources.addSource(source, ACME);
        JsonNode found = bench.search("weather");
        assertTrue(RegistryBench.keys(found.path("servers")).contains("acme:weather"), found.toString());
        assertEquals(
                "https://acme.example.com/mcp",
                bench.rest
                        .send("POST", "/registry/servers/acme/definition", "{'id':'weather'}")
                        .json()
                        .path("server")
                        .path("externalUrl")
                        .asText());

        bench.sources.removeSource(source, ACME);

        assertFalse(RegistryBench.keys(bench.search("weather").path("servers")).contains("acme:weather"));
        assertEquals(
                "registry \"acme\" is not known; known are official, glama, smithery",
                bench.get("/registry/search?query=weather&registry=acme").detail());
    }

    @Test
    void whatItAnsweredIsNotKeptForItsSuccessor() {
        RegistrySource first = source(line -> List.of(weather()));
        RegistrySource second = source(line -> List.of(RegistryListing.of("tides", "Tides", List.of())));
        bench.sources.addSource(first, ACME);
        assertEquals(
                List.of("acme:weather"),
                RegistryBench.keys(bench.search("x&registry=acme").path("servers")));

        bench.sources.addSource(second, ACME);
        bench.sources.removeSource(first, ACME);

        assertEquals(
                List.of("acme:tides"),
                RegistryBench.keys(bench.search("x&registry=acme").path("servers")));
    }

    @Test
    void settingsThatNameOthersOnlyLeaveItOut() {
        try (RegistryBench strict = new RegistryBench(Map.of("enabled", new String[] {"official"}))) {
            strict.sources.addSource(source(line -> List.of(weather())), ACME);

            assertEquals(
                    "registry \"acme\" is not known; known are official",
                    strict.get("/registry/search?query=x&registry=acme").detail());
        }
    }

    @Test
    void oneThatSettingsNameAndNobodyBringsIsAWarning() {
        try (RegistryBench wishful = new RegistryBench(Map.of("enabled", new String[] {"acme", "official"}))) {
            wishful.recorded();

            JsonNode found = wishful.search("weather");

            assertEquals(
                    List.of("acme is not installed; install its plug-in, or take it out of registries.enabled"),
                    RegistryBench.warnings(found));
            assertFalse(found.path("servers").isEmpty());
        }
    }

    @Test
    void itIsAskedAtItsAddressWithItsKey() {
        bench.fake.on("/acme/find", FakeRegistry.answer(200, "text/plain; charset=utf-8", "weather"));
        bench.sources.addSource(
                source(line -> List.of(RegistryListing.of(
                        line.get("/find?q=1").body(), line.get("/find").type(), List.of()))),
                ACME);

        JsonNode found = bench.search("weather&registry=acme").path("servers");

        assertEquals(List.of("acme:weather"), RegistryBench.keys(found));
        assertEquals("text/plain", found.get(0).path("description").asText());
        assertEquals(new FakeRegistry.Asked("/acme/find?q=1", "Bearer value-of-acme"), bench.fake.asked.getFirst());
    }

    @Test
    void itsSettingsAreNamedWhenItsKeyIsWrong() {
        bench.fake.on("/acme", FakeRegistry.answer(403, "text/plain", ""));
        bench.sources.addSource(
                source(line -> List.of(RegistryListing.of(line.get("/").body(), "", List.of()))), ACME);

        assertEquals(
                "registry acme refuses its API key (status 403); see the secret that com.example.acme.key names",
                bench.get("/registry/search?query=x&registry=acme").detail());
    }

    @Test
    void oneThatThrowsCostsItsOwnAnswerOnly() {
        bench.recorded();
        List<Behaviour> faults = List.of(
                line -> {
                    throw new IllegalStateException("bug");
                },
                line -> {
                    throw new NoClassDefFoundError("gone");
                });
        for (Behaviour fault : faults) {
            RegistrySource broken = source(fault);
            bench.sources.addSource(broken, ACME);

            JsonNode found = bench.search("weather");
            Answer one = bench.get("/registry/servers/acme?id=weather");

            assertEquals(List.of("acme cannot be searched; see the daemon's log"), RegistryBench.warnings(found));
            assertFalse(found.path("servers").isEmpty());
            assertEquals(502, one.status());
            assertEquals("registry acme cannot be asked; see the daemon's log", one.detail());
            bench.sources.removeSource(broken, ACME);
        }
    }

    @Test
    void oneThatHangsAndHearsNothingIsGivenUp() {
        bench.recorded();
        CountDownLatch end = new CountDownLatch(1);
        bench.sources.addSource(
                source(line -> {
                    awaitWhateverHappens(end);
                    return List.of();
                }),
                ACME);

        JsonNode found = bench.search("weather");
        end.countDown();

        assertEquals(List.of("acme did not answer within 2 s"), RegistryBench.warnings(found));
        assertFalse(found.path("servers").isEmpty());
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                over = latch.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException ignored) {
                // That is the point.
            }
        }
    }

    @Test
    void whatItTellsIsCleanedLikeTheWordsOfTheOthers() {
        RegistryInput key = new RegistryInput("ACME_TOKEN", "a\u001b[31mred", true, false, Optional.empty(), List.of());
        RegistryOffer npm = RegistryOffer.packaged(
                RegistryOffer.NPM,
                "acme",
                Optional.of("1.0.0"),
                List.of(
                        new Setting("ACME_TOKEN", RegistryText.of(key), ""),
                        new Setting("not a name", RegistryText.fixed("x"), ""),
                        new Setting("URL", new RegistryText("https://{ACME_TOKEN}@x", List.of(key)), "")));
        RegistryOffer hidden = RegistryOffer.packaged(RegistryOffer.NPM, "x\u202ey", Optional.empty(), List.of());
        RegistryListing told = new RegistryListing(
                "weather",
                Optional.of("\u001b]0;title\u0007Weather"),
                "d".repeat(5000),
                Optional.of("1\n2"),
                List.of(npm, hidden, RegistryOffer.remote("javascript:alert(1)")),
                Set.of("pigeon"),
                Optional.of(new Repository("file:///etc/passwd", Optional.empty())),
                Optional.of(-5L),
                false,
                false,
                Optional.empty());
        RegistryListing elsewhere = RegistryListing.of("../../etc", "hostile", List.of());
        bench.sources.addSource(source(line -> List.of(told, elsewhere)), ACME);

        JsonNode found = bench.search("weather&registry=acme").path("servers");

        assertEquals(List.of("acme:weather"), RegistryBench.keys(found));
        JsonNode server = found.get(0);
        assertEquals("Weather", server.path("title").asText());
        assertEquals("1 2", server.path("version").asText());
        assertEquals(300, server.path("description").asText().length());
        assertEquals("[\"stdio\"]", server.path("transport").toString());
        assertEquals(1, server.path("packages").size());
        assertFalse(server.hasNonNull("repositoryUrl") || server.hasNonNull("popularity"), server.toString());
        assertEquals(List.of("ACME_TOKEN", "URL"), server.path("envTemplate").findValuesAsText("name"));
        for (JsonNode input : server.path("envTemplate")) {
            assertTrue(input.path("secret").asBoolean(), input.toString());
        }
        assertEquals(
                "ared", server.path("envTemplate").get(0).path("description").asText());
    }

    @Test
    void aNameThatNoneCanWriteIsNotTakenIn() {
        bench.sources.addSource(source(line -> List.of()), Map.of("type", "Acme:1"));
        bench.sources.addSource(source(line -> List.of()), Map.of());

        assertEquals(Set.of("official", "glama", "smithery"), bench.sources.names());
    }
}
