package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the product describes as its REST interface is what clients were promised, and what is added is written down. */
class RoutesTest {
    private static final Product PRODUCT = Product.fresh();

    private static Set<String> described = Set.of();

    @BeforeAll
    static void start() {
        PRODUCT.up();
        described = described(RestClient.json(new RestClient(PRODUCT.daemon()).get("/openapi.json")));
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void everyPromisedRouteIsThereWithItsPermission() {
        assertEquals(List.of(), without(listed("routes.txt"), described));
    }

    @Test
    void everyAddedRouteIsStillThere() {
        assertEquals(List.of(), without(listed("routes-added.txt"), described));
    }

    @Test
    void everyRouteIsPromisedOrAnAdditionThatIsWrittenDown() {
        Set<String> known = listed("routes.txt");
        known.addAll(listed("routes-added.txt"));
        known.addAll(listed("routes-to-come.txt"));

        assertEquals(List.of(), without(described, known));
    }

    private static List<String> without(Set<String> all, Set<String> some) {
        return all.stream().filter(line -> !some.contains(line)).toList();
    }

    private static Set<String> described(JsonNode openApi) {
        Set<String> lines = new TreeSet<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("operationId")) {
                        String permission =
                                operation.getValue().path("x-mcpctl-permission").asText("nothing");
                        lines.add(line(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), permission));
                    }
                }));
        return lines;
    }

    private static Set<String> listed(String file) {
        try (InputStream in = RoutesTest.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new AssertionError(file + " is not among the test's resources");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split(" +", 3))
                    .map(words -> line(words[0], words[1], words[2]))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** Names in braces are free. */
    private static String line(String method, String path, String permission) {
        return (path + " " + method + " needs " + permission).replaceAll("\\{[^}]*}", "{}");
    }
}
