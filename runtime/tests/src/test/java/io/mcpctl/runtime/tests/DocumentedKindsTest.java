package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of docs/kinds.md, as a reader would use them. */
class DocumentedKindsTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);
    private static final Product PRODUCT = Product.fresh();

    @BeforeAll
    static void start() {
        PRODUCT.up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void everyKindIsDocumented() throws IOException {
        Set<String> known = new TreeSet<>();
        for (JsonNode kind : PRODUCT.run("api-resources", "-o", "json").exits(0).json()) {
            known.add(kind.path("name").asText());
        }

        assertEquals(known, new TreeSet<>(found(HEADING)));
    }

    @Test
    void everyExampleIsAppliedAndASecondTimeChangesNothing() throws IOException {
        List<String> examples = found(BLOCK);
        assertTrue(examples.size() > 10, examples.size() + " examples");
        for (String example : examples) {
            Run first = PRODUCT.apply(example).exits(0);
            assertTrue(first.stdout().contains("created") || first.stdout().contains("configured"), first::toString);
        }
        for (String example : examples) {
            Run second = PRODUCT.apply(example).exits(0);
            assertTrue(second.stdout().contains("unchanged") || second.stdout().contains("skipped"), second::toString);
        }
    }

    private static List<String> found(Pattern pattern) throws IOException {
        String text = Files.readString(Product.ROOT.resolve("docs/kinds.md"));
        return pattern.matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
