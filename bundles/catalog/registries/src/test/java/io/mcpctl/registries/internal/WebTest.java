package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.internal.RestBench.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to the web. */
class WebTest {
    private static final String ELSEWHERE = "http://registry.invalid";

    @Test
    void everythingGoesThroughTheProxySaveTheHostsThatAreNamed() {
        try (FakeRegistry proxy = new FakeRegistry().file(ELSEWHERE + "/v0.1/servers?", "official-2.json")) {
            Map<String, Object> settings = Map.of(
                    "enabled",
                    new String[] {"official"},
                    "official_url",
                    ELSEWHERE,
                    "proxy",
                    proxy.url("").replaceFirst("/$", ""));
            try (RegistryBench bench = new RegistryBench(settings)) {
                assertEquals(1, bench.search("storms").path("servers").size());
                assertEquals(1, proxy.paths(ELSEWHERE).size());
            }
            Map<String, Object> direct = new HashMap<>(settings);
            direct.put("noProxy", new String[] {"example.com", ".invalid"});
            try (RegistryBench bench = new RegistryBench(direct)) {
                Answer answer = bench.get("/registry/search?query=storms");
                assertEquals(502, answer.status());
                assertTrue(answer.detail().contains("cannot be reached at registry.invalid"), answer.detail());
            }
        }
    }

    @Test
    void aProxyOrCertificatesThatAreNoneAreNamedWhenTheyAreNeeded(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "nothing");
        Map<String, String> sentences = Map.of(
                "caFile=" + folder.resolve("missing.pem"),
                "registries.caFile is '" + folder.resolve("missing.pem"),
                "caFile=" + empty,
                "whose certificates cannot be used",
                "proxy=socks5://x:1",
                "registries.proxy is no address of a proxy");
        sentences.forEach((setting, sentence) -> {
            String[] pair = setting.split("=", 2);
            try (RegistryBench bench = new RegistryBench(Map.of(pair[0], pair[1]))) {
                Answer answer = bench.get("/registry/search?query=x");
                assertEquals(400, answer.status());
                assertTrue(answer.detail().contains(sentence), answer.detail());
            }
        });
    }

    @Test
    void nothingIsLeftOfRegistriesThatWereExchanged() throws InterruptedException {
        try (RegistryBench bench = new RegistryBench(Map.of())) {
            bench.fake.file("/official", "official-one.json");
            for (int i = 0; i < 20; i++) {
                Registries registries = bench.another();
                Registry official = registries.named(List.of("official")).getFirst();
                Lookup.find(official, "any", registries.answers(), registries.limit());
                registries.close();
            }
        }

        long limit = System.nanoTime() + 20_000_000_000L;
        while (!clients().isEmpty() && System.nanoTime() < limit) {
            clients().forEach(WebTest::join);
        }
        assertEquals(List.of(), clients());
    }

    private static List<Thread> clients() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        && thread.getName().endsWith("SelectorManager"))
                .toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
