package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found in registries that answer as they should. */
class SearchTest {
    private final RegistryBench bench = new RegistryBench(Map.of());

    @AfterEach
    void stop() {
        bench.close();
    }

    private void pages() {
        bench.fake
                .file("/official/v0.1/servers?", "official-1.json")
                .file("/official/v0.1/servers?", "official-2.json")
                .file("/glama/v1/servers?", "glama.json")
                .file("/smithery/servers?", "smithery.json");
    }

    @Test
    void allRegistriesAreAskedAndTheSameServerIsShownOnce() {
        pages();

        JsonNode found = bench.search("weather");

        assertEquals(
                List.of(
                        "official:io.github.example/weather",
                        "smithery:@sky/forecast",
                        "official:com.example/storms",
                        "official:io.github.example/old-weather",
                        "glama:sea/tides",
                        "smithery:barometer"),
                RegistryBench.keys(found.path("servers")));
        assertEquals(List.of(), RegistryBench.warnings(found));
        JsonNode first = found.path("servers").get(0);
        assertEquals("glama:example/weather-mcp", first.path("alsoIn").get(0).asText());
        assertTrue(first.path("verified").asBoolean());
        assertEquals("[\"stdio\",\"streamable-http\"]", first.path("transport").toString());
        assertEquals(
                "https://github.com/example/weather-mcp",
                first.path("repositoryUrl").asText());
        assertEquals("2026-02-05T10:00:00Z", first.path("lastUpdated").asText());
        assertEquals(12345, found.path("servers").get(1).path("popularity").asInt());
        assertTrue(found.path("servers").get(3).path("deprecated").asBoolean());
    }

    @Test
    void pagesAreFollowedAsFarAsTheLimitNeedsThem() {
        pages();

        JsonNode few = bench.search("weather&registry=official&limit=2");

        assertEquals(2, few.path("servers").size());
        assertEquals(1, bench.fake.paths("/official").size());
        assertEquals(
                "/official/v0.1/servers?version=latest&limit=30&search=weather",
                bench.fake.paths("/official").getFirst());
    }

    @Test
    void theNextPageIsAskedForByTheCursorOfTheOneBefore() {
        pages();

        bench.search("weather&registry=official&limit=3");

        assertTrue(
                bench.fake.paths("/official").getLast().endsWith("&cursor=io.github.example%2Fold-weather%3A0.1.0"),
                bench.fake.asked.toString());
    }

    @Test
    void answersAreKeptByQueryAndOptions() {
        bench.recorded();

        bench.search("weather");
        bench.search("weather");
        int once = bench.fake.asked.size();
        bench.search("weather&verified=true");

        // The official one names the same cursor again, and is not asked for it a second time.
        assertEquals(4, once, bench.fake.asked.toString());
        assertTrue(bench.fake.asked.size() > once);
    }

    @Test
    void filtersKeepWhatFits() {
        pages();

        JsonNode streamable = bench.search("weather&transport=STREAMABLE_HTTP&verified=true");

        assertEquals(
                List.of("official:io.github.example/weather", "smithery:@sky/forecast"),
                RegistryBench.keys(streamable.path("servers")));
    }

    @Test
    void chosenRegistriesAloneAreAskedAndTheirKeysGoToThemOnly() {
        try (RegistryBench keyed = new RegistryBench(
                Map.of("smithery_key", "sky/apiKey", "enabled", new String[] {"smithery", "glama"}))) {
            keyed.recorded();

            keyed.search("weather&registry=smithery");

            assertEquals(1, keyed.fake.asked.size());
            assertEquals("Bearer value-of-sky", keyed.fake.asked.getFirst().authorization());
            keyed.search("weather&registry=glama");
            assertEquals("", keyed.fake.asked.getLast().authorization());
        }
    }

    @Test
    void listsOfSmitherysNewerFormLeaveOpenWhatIsNotKnown() {
        bench.fake.on("/smithery/servers?", FakeRegistry.json("""
                {"servers":[
                  {"qualifiedName":"sea/tides","displayName":null,"description":null,"iconUrl":null,"verified":true,"useCount":7,
                   "remote":null,"isDeployed":true,"createdAt":"2026-01-01T00:00:00.000Z","homepage":"https://smithery.ai/server/sea/tides"},
                  {"qualifiedName":"sea/waves","displayName":"Waves","description":"High","iconUrl":null,"verified":false,"useCount":3,
                   "remote":null,"isDeployed":false,"createdAt":"2026-01-01T00:00:00.000Z","homepage":""}],
                 "pagination":{"currentPage":1,"pageSize":30,"totalPages":1,"totalCount":2}}"""));

        JsonNode found = bench.search("sea&registry=smithery").path("servers");

        assertEquals(List.of("smithery:sea/tides", "smithery:sea/waves"), RegistryBench.keys(found));
        assertEquals("[\"streamable-http\"]", found.get(0).path("transport").toString());
        assertEquals("[]", found.get(1).path("transport").toString());
        assertEquals("", found.get(0).path("description").asText());
        assertEquals(7, found.get(0).path("popularity").asInt());
    }

    @Test
    void malformedRecordsAndEscapeSequencesAreLeftOut() {
        bench.recorded();

        JsonNode found = bench.search("weather&registry=glama&registry=smithery");

        assertEquals(4, found.path("servers").size(), found.toString());
        assertFalse(found.toString().contains("passwd"));
        JsonNode loud = found.path("servers").get(0);
        assertEquals("The weather, red and loud txet", loud.path("description").asText());
    }

    @Test
    void aStreamTellsOfTheFirstRegistryBeforeTheLastHasAnswered() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        bench.fake
                .file("/glama/v1/servers?", "glama.json")
                .on(
                        "/official/v0.1/servers?",
                        FakeRegistry.after(last, FakeRegistry.json(FakeRegistry.resource("official-2.json"))))
                .on("/smithery/servers?", FakeRegistry.answer(500, "text/plain", "oops"));

        List<String> events = new ArrayList<>();
        Searcher searcher = new Searcher(
                bench.registries().named(List.of()), bench.registries().answers(), Duration.ofSeconds(10));
        searcher.search(new Search("weather", Optional.empty(), false, 20), true, new Searcher.Listener() {
            @Override
            public void found(List<Listing> listings) {
                events.add(String.join(" ", listings.stream().map(Listing::key).toList()));
                last.countDown();
            }

            @Override
            public void failed(String registry, String sentence) {
                events.add(registry + " " + sentence);
            }
        });

        assertEquals(
                List.of(
                        "smithery answered with status 500",
                        "glama:example/weather-mcp glama:sea/tides",
                        "official:com.example/storms"),
                events);
    }

    @Test
    void theStreamEndsWithHowManyAnswered() {
        bench.recorded();

        String text =
                bench.get("/registry/search?query=weather&stream=true&limit=3").text();

        assertTrue(text.contains("event: servers\ndata: [{"), text);
        assertTrue(text.endsWith("event: end\ndata: {\"asked\":3,\"failed\":0}\n\n"), text);
    }
}
