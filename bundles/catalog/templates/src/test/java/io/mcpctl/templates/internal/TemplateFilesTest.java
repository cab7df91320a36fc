package io.mcpctl.templates.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.store.api.Database.Product;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What becomes of the files of a folder at a start. */
@ParameterizedClass
@EnumSource(Product.class)
final class TemplateFilesTest {
    private final RestBench rest;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final Path folder;

    TemplateFilesTest(Product product) throws IOException {
        folder = Files.createTempDirectory("mcpctl-templates");
        rest = Bench.of(product);
        log.start();
        logger().addAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(TemplateFolder.class);
    }

    @AfterEach
    void stop() throws IOException {
        logger().detachAppender(log);
        rest.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode template(String name) {
        return rest.send("GET", "/templates/" + name, "").json();
    }

    @Test
    void filesOfTheFolderAreTemplatesToo() {
        file("own.yaml", "kind: template\nname: own\npackageName: ours\nenv:\n- {name: A_TOKEN, required: true}\n");

        Bench.load(rest, folder);

        assertEquals("ours", template("own").path("packageName").asText());
        assertEquals("1.0.0", template("own").path("version").asText());
        assertEquals(
                Shipped.NAMES.size() + 1,
                rest.send("GET", "/templates", "").json().size());
        assertEquals(List.of(), log.list);
    }

    @Test
    void aSecondStartChangesNothing() {
        Bench.load(rest, folder);
        String first = rest.send("GET", "/templates", "").text();

        Bench.load(rest, folder);

        assertEquals(first, rest.send("GET", "/templates", "").text());
    }

    @Test
    void aStartReadsInOneTransactionAndWritesWhatHasChangedOnly() {
        AtomicInteger transactions = new AtomicInteger();
        ResourceStore counting = (ResourceStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResourceStore.class}, (proxy, method, arguments) -> {
                    transactions.incrementAndGet();
                    return method.invoke(rest.store(), arguments);
                });
        Bench.load(counting, folder);
        int first = transactions.getAndSet(0);
        file("m.yml", "name: memory\nversion: 9.0.0\npackageName: our-memory\n");

        Bench.load(counting, folder);
        int second = transactions.getAndSet(0);
        Bench.load(counting, folder);

        assertEquals(Shipped.NAMES.size() + 1, first);
        assertEquals(2, second);
        assertEquals(1, transactions.get());
    }

    @Test
    void aFileOfTheFolderWinsOverAShippedOne() {
        file("m.yml", "name: memory\nversion: 9.0.0\npackageName: our-memory\n");

        Bench.load(rest, folder);
        Bench.load(rest, folder);

        assertEquals("our-memory", template("memory").path("packageName").asText());
        assertEquals(1, template("memory").path("revision").asInt());
    }

    @Test
    void aTemplateWhoseFileIsGoneStays() throws IOException {
        file("own.yaml", "name: own\npackageName: ours\n");
        Bench.load(rest, folder);
        Files.delete(folder.resolve("own.yaml"));

        Bench.load(rest, folder);

        assertEquals("ours", template("own").path("packageName").asText());
    }

    @Test
    void brokenFilesAreLoggedWithPathAndReasonAndTheOthersLoad() {
        Map<String, String> broken = Map.of(
                "a.yaml", "name: [",
                "b.yaml", "- a list",
                "c.yaml", "name: Not A Name\npackageName: x\n",
                "d.yaml", "name: d\npackageNam: x\n",
                "e.yaml", "name: e\n",
                "f.yaml", "name: f\npackageName: x\nargs: ['${NOBODY}']\n",
                "g.yaml", "kind: server\nname: g\n",
                "h.yaml", "x: '" + "y".repeat(300_000) + "'\n");
        broken.forEach(this::file);
        file("z.yaml", "name: z\npackageName: x\n");
        file("zz.yaml", "name: z\npackageName: other\n");

        Bench.load(rest, folder);

        assertEquals("x", template("z").path("packageName").asText());
        Map<String, String> reasons = Map.of(
                "a.yaml", "not YAML",
                "b.yaml", "not the document",
                "c.yaml", "name is",
                "d.yaml", "packageNam: unknown key",
                "e.yaml", "a server needs one of",
                "f.yaml", "${NOBODY} is no variable",
                "g.yaml", "kind is",
                "h.yaml", "larger than",
                "zz.yaml", "is taken by");
        reasons.forEach((name, reason) -> assertTrue(
                log.list.stream()
                        .map(event -> String.valueOf(event.getKeyValuePairs()))
                        .anyMatch(text -> text.contains(folder.resolve(name).toString()) && text.contains(reason)),
                () -> name + ": "
                        + log.list.stream().map(ILoggingEvent::getKeyValuePairs).toList()));
        assertEquals(reasons.size(), log.list.size());
    }
}
