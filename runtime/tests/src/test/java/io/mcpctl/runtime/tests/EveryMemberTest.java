package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the command line does with every kind and every member that there is; a new one cannot be forgotten. */
class EveryMemberTest {
    private static final Product DAEMON = Product.fresh();
    private static final Product PRODUCT = DAEMON.withoutProcesses();
    private static EveryMember all = new EveryMember(List.of(), List.of());

    @BeforeAll
    static void definitions() throws IOException {
        DAEMON.up().apply(Files.readString(EveryMember.FILE)).exits(0);
        all = EveryMember.of(PRODUCT);
    }

    @AfterAll
    static void stop() {
        DAEMON.close();
    }

    @Test
    void everyMemberThatPeopleWriteIsInADocumentOfThisTest() {
        for (JsonNode kind : all.writableKinds()) {
            TreeSet<String> missing = new TreeSet<>(EveryMember.writable(kind));
            all.documents(kind.path("name").asText())
                    .forEach(document -> document.fieldNames().forEachRemaining(missing::remove));

            assertEquals(new TreeSet<>(), missing, "members of " + kind.path("name") + " to add to every-member.yaml");
        }
    }

    @Test
    void whatGetPrintsOfAnyKindIsUnchangedWhenApplied() {
        for (JsonNode kind : all.writableKinds()) {
            for (String format : List.of("yaml", "json")) {
                Run get = PRODUCT.run("get", kind.path("plural").asText(), "-o", format)
                        .exits(0);
                assertTrue(get.stdout().length() > 10, () -> "no document of " + kind.path("name"));
                assertUnchanged(get.stdout(), kind.path("immutable").asBoolean());
            }
        }
    }

    @Test
    void whatGetPrintsOfOneResourceIsUnchangedWhenApplied() {
        for (JsonNode kind : all.writableKinds()) {
            ObjectNode document = all.documents(kind.path("name").asText()).getFirst();
            List<String> line = new ArrayList<>(List.of("get", kind.path("name").asText(), name(kind, document)));
            if (kind.path("naming").asText().equals("scoped")) {
                line.addAll(List.of("-p", document.path("project").asText()));
            }
            line.addAll(List.of("-o", "yaml"));
            assertUnchanged(
                    PRODUCT.run(line.toArray(String[]::new)).exits(0).stdout(),
                    kind.path("immutable").asBoolean());
        }
    }

    @Test
    void theWholeExportAndRevealedSecretsAreUnchangedWhenApplied() {
        assertUnchanged(PRODUCT.run("get", "all", "-o", "yaml").exits(0).stdout(), true);
        String clear = PRODUCT.run("get", "secrets", "-o", "yaml", "--show-values")
                .exits(0)
                .stdout();
        assertTrue(clear.contains("geheim"), clear);
        assertUnchanged(clear, false);
    }

    private static void assertUnchanged(String documents, boolean mayBeSkipped) {
        Run apply = PRODUCT.apply(documents).exits(0);
        assertFalse(apply.stdout().isEmpty(), apply::toString);
        assertTrue(
                apply.stdout()
                        .lines()
                        .allMatch(line -> line.endsWith(" unchanged") || (mayBeSkipped && line.endsWith(" skipped"))),
                apply::toString);
    }

    private static String name(JsonNode kind, JsonNode document) {
        return kind.path("naming").asText().equals("composed")
                ? String.join(
                        "/",
                        EveryMember.stream(kind.path("scopes"))
                                .map(scope -> document.path(scope.asText()).asText())
                                .toList())
                : document.path(kind.path("key").asText()).asText();
    }

    @Test
    void whatADocumentSaysTheOptionsOfCreateSayToo() {
        for (ObjectNode document : all.documents()) {
            JsonNode kind = all.kind(document.path("kind").asText());
            ObjectNode other = document.deepCopy();
            boolean composed = kind.path("naming").asText().equals("composed");
            if (composed) {
                PRODUCT.run("delete", kind.path("name").asText(), name(kind, document))
                        .exits(0);
            } else {
                String key = kind.path("key").asText();
                other.put(key, "other-" + document.path(key).asText());
            }
            List<String> line = new ArrayList<>(EveryMember.createLine(kind, other));
            line.addAll(List.of("--dry-run", "-o", "json"));

            JsonNode created = PRODUCT.run(line.toArray(String[]::new)).exits(0).json();
            JsonNode applied = PRODUCT.runWith(other.toString(), "apply", "-f", "-", "--dry-run", "-o", "json")
                    .exits(0)
                    .json()
                    .path(0);

            assertEquals("created", created.path("result").asText(), line::toString);
            assertEquals(after(applied), after(created), line::toString);
            if (composed) {
                PRODUCT.apply(document.toString()).exits(0);
            }
        }
    }

    private static JsonNode after(JsonNode answer) {
        JsonNode after = answer.path("after");
        assertFalse(after.isEmpty(), answer::toString);
        return after;
    }

    @Test
    void everyKindAndEveryMemberIsExplained() {
        for (JsonNode kind : all.kinds()) {
            String name = kind.path("name").asText();
            String text = PRODUCT.run("explain", name, "--recursive").exits(0).stdout();
            String help = kind.path("readOnly").asBoolean()
                    ? ""
                    : PRODUCT.run("create", name, "--help").exits(0).stdout();

            assertTrue(text.contains(kind.path("doc").asText()), text);
            assertExplained(name, kind.path("members"), text);
            for (String member : help.isEmpty() ? List.<String>of() : EveryMember.writable(kind)) {
                String option =
                        "--" + member.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
                assertTrue(help.contains(option), () -> "no " + option + " in " + help);
            }
            assertEquals(
                    kind, PRODUCT.run("explain", name, "-o", "json").exits(0).json(), "the same for programs");
        }
    }

    private static void assertExplained(String path, JsonNode members, String text) {
        for (JsonNode member : members) {
            String doc = member.path("doc").asText();
            String inner = path + "." + member.path("name").asText();
            assertFalse(doc.isBlank(), () -> inner + " has no sentence");
            assertTrue(
                    text.contains(member.path("name").asText() + " <") && text.contains(doc),
                    () -> inner + " is not in " + text);
            assertExplained(inner, member.path("members"), text);
        }
    }
}
