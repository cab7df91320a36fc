package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Documents that together have every member that people write, and what the daemon says of their kinds. */
record EveryMember(List<ObjectNode> documents, List<JsonNode> kinds) {
    static final Path FILE = Product.ROOT.resolve("runtime/tests/src/test/resources/every-member.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    static EveryMember of(Product product) {
        try {
            List<ObjectNode> documents = new ArrayList<>();
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(FILE))) {
                documents.add(JSON.valueToTree(document));
            }
            JsonNode kinds = product.run("api-resources", "-o", "json").exits(0).json();
            return new EveryMember(documents, stream(kinds).toList());
        } catch (IOException e) {
            throw new AssertionError("no " + FILE, e);
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Kinds that people write. */
    List<JsonNode> writableKinds() {
        return kinds.stream().filter(kind -> !kind.path("readOnly").asBoolean()).toList();
    }

    /** Names of the members of a kind that people write. */
    static List<String> writable(JsonNode kind) {
        return stream(kind.path("members"))
                .filter(member -> !member.path("computed").asBoolean())
                .map(member -> member.path("name").asText())
                .toList();
    }

    JsonNode kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no kind " + name));
    }

    List<ObjectNode> documents(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The document as a line of {@code create}: one option for each member, one more for each further element. */
    static List<String> createLine(JsonNode kind, JsonNode document) {
        String key = kind.path("key").asText("");
        List<String> line = new ArrayList<>(List.of("create", kind.path("name").asText()));
        if (!key.isEmpty()) {
            line.add(document.path(key).asText());
        }
        document.properties().stream()
                .filter(member ->
                        !member.getKey().equals("kind") && !member.getKey().equals(key))
                .forEach(member -> options(member.getKey(), member.getValue(), line));
        return line;
    }

    private static void options(String member, JsonNode value, List<String> line) {
        String option = member.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        if (value.isBoolean()) {
            line.add((value.booleanValue() ? "--" : "--no-") + option);
        } else if (value.isArray()) {
            boolean ambiguous =
                    stream(value).anyMatch(element -> element.asText().startsWith("["));
            if (ambiguous) {
                line.add("--" + option + "=" + value);
            } else {
                value.forEach(element -> line.add("--" + option + "=" + text(element)));
            }
        } else {
            line.add("--" + option + "=" + text(value));
        }
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
