package io.mcpctl.templates.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each shipped template explains itself and gives a server that is accepted. */
class ShippedTest {
    private static final RestBench REST = Bench.of(Product.H2);

    @SuppressWarnings("unused") // names for the test with parameters
    static final List<String> NAMES = Shipped.NAMES;

    @BeforeAll
    static void load(@TempDir Path empty) {
        Bench.load(REST, empty);
    }

    @AfterAll
    static void stop() {
        REST.close();
    }

    @Test
    void everyFileIsListed() throws IOException, URISyntaxException {
        URL one = Objects.requireNonNull(Shipped.class.getResource("/templates/memory.yaml"));
        try (Stream<Path> files = Files.list(Path.of(one.toURI()).resolveSibling("."))) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();

            assertEquals(names, Shipped.NAMES);
        }
        assertEquals(
                Shipped.NAMES, Bench.texts(REST.send("GET", "/templates", "").json(), "name"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aShippedTemplateExplainsItself(String name) {
        JsonNode template = REST.send("GET", "/templates/" + name, "").json();

        for (String member :
                List.of("displayName", "description", "category", "documentationUrl", "setupInstructions")) {
            assertFalse(template.path(member).asText().isBlank(), member);
        }
        for (JsonNode variable : template.path("env")) {
            assertFalse(variable.path("description").asText().isBlank(), variable.toString());
        }
        assertTrue(template.path("documentationUrl").asText().startsWith("https://"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aShippedTemplateGivesAServerThatIsAccepted(String name) {
        StringBuilder env = new StringBuilder();
        for (JsonNode variable :
                REST.send("GET", "/templates/" + name, "").json().path("env")) {
            String variableName = variable.path("name").asText();
            String value = variable.path("secret").asBoolean()
                    ? "'valueFrom':{'secretRef':{'name':'keys','key':'" + variableName + "'}}"
                    : "'value':'sample'";
            env.append(env.isEmpty() ? "" : ",").append("{'name':'" + variableName + "'," + value + "}");
        }
        Answer made = REST.send("POST", "/templates/" + name + "/instantiate", "{'env':[" + env + "]}");
        Answer server = REST.send("POST", "/servers?dryRun=true", Bench.named("sample-" + name, made));

        assertEquals(200, made.status(), made.text());
        assertEquals(200, server.status(), server.text());
        assertFalse(made.json().path("env").toString().contains("${")
                || made.json().path("args").toString().contains("${")
                || made.json().path("headers").toString().contains("${"));
    }

    @Test
    void theSetHasEveryKindOfStart() {
        JsonNode all = REST.send("GET", "/templates", "").json();

        assertTrue(Stream.of("packageName", "dockerImage", "externalUrl").allMatch(member -> has(all, member)));
        assertEquals(
                "python",
                REST.send("GET", "/templates/aws-documentation", "")
                        .json()
                        .path("runtime")
                        .asText());
        assertEquals(
                "node",
                REST.send("GET", "/templates/grafana", "")
                        .json()
                        .path("runtime")
                        .asText());
        assertEquals(
                "STDIO",
                REST.send("GET", "/templates/terraform", "")
                        .json()
                        .path("transport")
                        .asText());
        for (String[] known :
                new String[][] {{"github", "GITHUB_TOKEN"}, {"postgres", "DATABASE_URL"}, {"slack", "SLACK_TOKEN"}}) {
            JsonNode env = REST.send("GET", "/templates/" + known[0], "").json().path("env");
            assertTrue(Bench.texts(env, "name").contains(known[1]), env.toString());
        }
    }

    private static boolean has(JsonNode all, String member) {
        for (JsonNode template : all) {
            if (template.has(member)) {
                return true;
            }
        }
        return false;
    }
}
