package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The daemon dies without a chance to clean up. */
class KillTest {
    private static final int DOCUMENTS = 50;
    private static final String DESCRIPTION = "whole or absent ".repeat(40).strip();

    @Test
    void afterKillMinusNineInAnApplyEachDocumentIsWholeOrAbsentAndNoProcessIsLeft() {
        try (Product product = Product.fresh()) {
            Npm.require();
            product.withServers("memory");

            Run apply = killedAfter(product, 10);

            List<String> created = created(apply);
            assertTrue(created.size() >= 10 && created.size() < DOCUMENTS, apply::toString);
            assertEquals(6, apply.exitCode(), apply::toString);
            product.awaitNoProcess();
            product.up();
            Set<String> present = wholeDocuments(product);
            assertTrue(present.containsAll(created), () -> created + " were acknowledged, there are " + present);
            assertTrue(
                    present.size() <= created.size() + 1, () -> "only the one under way may be there too: " + present);
            product.awaitHealthy(1);
            product.apply(documents()).exits(0);
            assertEquals(DOCUMENTS, wholeDocuments(product).size());
        }
    }

    private static Run killedAfter(Product product, int documents) {
        ProcessHandle daemon =
                ProcessHandle.of(product.daemon().path("pid").asLong()).orElseThrow();
        try (Background apply = product.start(documents(), "apply", "-f", "-")) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (apply.stdout()
                            .lines()
                            .filter(line -> line.endsWith(" created"))
                            .count()
                    < documents) {
                assertTrue(System.nanoTime() < deadline, apply::stdout);
                LockSupport.parkNanos(500_000);
            }
            daemon.destroyForcibly();
            return apply.await(Duration.ofSeconds(60));
        }
    }

    private static String documents() {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(i ->
                        "kind: project\nname: doc-" + i + "\ndescription: " + DESCRIPTION + "\nservers: [memory]\n")
                .collect(Collectors.joining("---\n"));
    }

    private static List<String> created(Run apply) {
        return apply.stdout()
                .lines()
                .filter(line -> line.endsWith(" created"))
                .map(line -> line.substring("project/".length(), line.length() - " created".length()))
                .toList();
    }

    /** The names of the documents that are there; each must be complete. */
    private static Set<String> wholeDocuments(Product product) {
        Set<String> names = new TreeSet<>();
        for (JsonNode project :
                product.run("get", "projects", "-o", "json").exits(0).json()) {
            if (project.path("name").asText().startsWith("doc-")) {
                assertEquals(DESCRIPTION, project.path("description").asText(), project::toString);
                assertEquals("[\"memory\"]", project.path("servers").toString(), project::toString);
                names.add(project.path("name").asText());
            }
        }
        return names;
    }
}
