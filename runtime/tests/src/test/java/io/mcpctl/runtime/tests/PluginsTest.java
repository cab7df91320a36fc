package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.testing.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins in the whole product: the folder, the command line, and what is refused. */
class PluginsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BACKEND = "kind: secretbackend\nname: m\ntype: memo\n";
    private static final Product PRODUCT =
            Product.fresh().configured("plugins:\n  startSeconds: 2\n  maxMegabytes: 1\n");

    private final Path work;

    PluginsTest(@TempDir Path work) {
        this.work = work;
    }

    @BeforeAll
    static void start() {
        PRODUCT.up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @AfterEach
    void removeAll() {
        for (JsonNode plugin : list()) {
            PRODUCT.run("plugin", "remove", plugin.path("name").asText()).exits(0);
        }
    }

    @Test
    void aJarInTheFolderServesUntilItIsTakenOutAndItsClassesLeaveTheMemory() throws IOException {
        PRODUCT.apply(BACKEND).says("'memo' is not known");
        Path jar = MemoPlugin.version("1.0.0").write(folder().resolve("memo.jar"));
        awaitShown(MemoPlugin.NAME, "1.0.0", "active");
        PRODUCT.apply(BACKEND).exits(0);
        PRODUCT.apply("kind: secret\nname: s\nbackend: m\ndata: {key: value}\n").exits(0);
        assertEquals(
                "value",
                PRODUCT.run("get", "secret", "s", "--show-values", "-o", "json")
                        .exits(0)
                        .json()
                        .findValue("key")
                        .asText());

        MemoPlugin.version("1.1.0").write(jar);
        awaitShown(MemoPlugin.NAME, "1.1.0", "active");
        PRODUCT.run("delete", "secret", "s", "--yes").exits(0);
        PRODUCT.run("delete", "secretbackend", "m", "--yes").exits(0);

        Files.delete(jar);
        Wait.until("no plug-in", LIMIT, () -> list().isEmpty(), () -> list().toString());
        PRODUCT.apply(BACKEND).says("'memo' is not known");
        Wait.until(
                "no class of it in memory",
                LIMIT,
                () -> !PRODUCT.classesInMemory().contains("com.example.memo"),
                PRODUCT::classesInMemory);
    }

    @Test
    void aVersionThatCannotStartLeavesTheOldOneServingAndRollbackIsOneCommand() {
        PRODUCT.run("plugin", "install", jar("one.jar", MemoPlugin.version("1.0.0")))
                .says("installed (1.0.0, active)");
        String broken = jar(
                "two.jar",
                MemoPlugin.of(MemoPlugin.NAME, "2.0.0", "memo", "throw new IllegalStateException(\"no ink\");"));

        PRODUCT.run("plugin", "upgrade", MemoPlugin.NAME, broken).refuses(1, "two.jar: ", "no ink");

        PRODUCT.run("plugin", "list").exits(0).says("1.0.0     active").says("2.0.0 refused: two.jar");
        String forever = jar(
                "three.jar",
                MemoPlugin.of(MemoPlugin.NAME, "3.0.0", "memo", "new java.util.concurrent.CountDownLatch(1).await();"));
        PRODUCT.run("plugin", "upgrade", MemoPlugin.NAME, forever)
                .refuses(1, "three.jar: it did not finish starting within 2 s and was given up");
        String next = jar("next.jar", MemoPlugin.version("1.1.0"));
        PRODUCT.run("plugin", "upgrade", MemoPlugin.NAME, next).says("upgraded (1.1.0, active)");
        PRODUCT.run("plugin", "rollback", MemoPlugin.NAME).says("rolled back (1.0.0)");
        PRODUCT.run("plugin", "describe", MemoPlugin.NAME)
                .exits(0)
                .says("1.1.0")
                .says("SHA256");
        PRODUCT.run("plugin", "logs", MemoPlugin.NAME).exits(0).says("no ink").says("plug-in exchanged");
        PRODUCT.run("get", "plugins").exits(0).says("secretbackend/memo");
        PRODUCT.run("explain", "plugin.releases").exits(0).says("installedAt <timestamp> read-only");
        PRODUCT.run("explain", "plugin/" + MemoPlugin.NAME).exits(0).says(MemoPlugin.NAME + " has no settings");
        PRODUCT.run("auth", "can-i", "create", "plugins").exits(0).says("yes");
    }

    @Test
    void whatIsInstalledIsActiveAgainAfterARestart() {
        PRODUCT.run("plugin", "install", jar("one.jar", MemoPlugin.version("1.0.0")))
                .exits(0);
        PRODUCT.run("plugin", "disable", MemoPlugin.NAME).says("disabled");
        PRODUCT.apply(BACKEND).says("'memo' is not known");
        PRODUCT.run("plugin", "enable", MemoPlugin.NAME).says("enabled (1.0.0)");

        PRODUCT.run("down").exits(0);
        PRODUCT.up();

        awaitShown(MemoPlugin.NAME, "1.0.0", "active");
    }

    @Test
    void whatIsNoPluginIsRefusedInTheListTheLogAndOverRest() throws IOException {
        MemoPlugin.version("1.0.0").write(folder().resolve("memo.jar"));
        awaitShown(MemoPlugin.NAME, "1.0.0", "active");
        Map<String, String> expected = new LinkedHashMap<>();
        bare(folder().resolve("bare.jar"));
        expected.put("bare.jar", "it has no META-INF/MANIFEST.MF");
        put(expected, "nothing.jar", MemoPlugin.unregistered("com.example.nothing", "1", ""), "it has no component");
        put(
                expected,
                "library.jar",
                MemoPlugin.of("com.example.library", "1", "library", "")
                        .header("Import-Package", "io.mcpctl.secrets.api,org.example.codec;version=\"[2,3)\""),
                "it needs package org.example.codec in version 2.0.0 or later and below 3.0.0");
        put(
                expected,
                "future.jar",
                MemoPlugin.of("com.example.future", "1", "future", "")
                        .header("Import-Package", "io.mcpctl.secrets.api;version=\"[7.0,8)\""),
                "it needs io.mcpctl.secrets.api in version [7.0,8), and this daemon offers 1.");
        put(
                expected,
                "second.jar",
                MemoPlugin.of("com.example.second", "1", "memo", ""),
                "secretbackend/memo is provided by com.example.memo already");
        put(
                expected,
                "builtin.jar",
                MemoPlugin.of("com.example.builtin", "1", "plaintext", ""),
                "secretbackend/plaintext is provided by io.mcpctl.secrets.plaintext already");
        Path half = MemoPlugin.of("com.example.half", "1", "half", "").write(work.resolve("half.jar"));
        byte[] bytes = Files.readAllBytes(half);
        Files.write(folder().resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        expected.put("half.jar", "it is not a whole jar");

        Wait.until(
                "all refused", LIMIT, () -> expected.keySet().stream().allMatch(this::listed), () -> list().toString());

        String log = PRODUCT.run("logs", "--daemon", "-t", "2000").exits(0).stdout();
        expected.forEach((file, words) -> {
            JsonNode shown = named(file);
            assertEquals("refused", shown.path("state").asText());
            assertTrue(shown.path("reason").asText().startsWith(file + ": " + words), shown::toString);
            assertTrue(log.contains(file + ": " + words), log);
        });
        PRODUCT.run("plugin", "list").exits(0).says("memo   1.0.0     active");
        Files.delete(folder().resolve("bare.jar"));
        Wait.until("bare.jar forgotten", LIMIT, () -> !listed("bare.jar"), () -> list().toString());
    }

    @Test
    void theCommandLineSaysWhatIsWrongAndExitsAccordingly() throws IOException {
        String one = jar("one.jar", MemoPlugin.version("1.0.0"));
        PRODUCT.run("plugin", "install", work.resolve("none.jar").toString()).refuses(3, "there is no file");
        PRODUCT.run("plugin", "install", "com.example:none:1.0").refuses(3, "there is no file", "mvn install");
        PRODUCT.run("plugin", "describe", "nobody").refuses(3, "plugin 'nobody' not found");
        PRODUCT.run("plugin", "rollback", "nobody").refuses(3, "plugin 'nobody' not found");
        PRODUCT.run("plugin", "install", one).exits(0);
        PRODUCT.run("plugin", "rollback", MemoPlugin.NAME).refuses(5, "has no version before 1.0.0");
        PRODUCT.run("plugin", "install", jar("two.jar", MemoPlugin.version("1.1.0")))
                .refuses(5, "installed already, in version 1.0.0; upgrade it instead");
        PRODUCT.run("plugin", "configure", MemoPlugin.NAME, "colour=red")
                .refuses(1, "knows no setting 'colour'; it has none");
        PRODUCT.run("plugin", "configure", MemoPlugin.NAME, "colour").refuses(2, "is not key=value");
        Path large = Files.write(work.resolve("large.jar"), new byte[1024 * 1024 + 1]);
        PRODUCT.run("plugin", "install", large.toString())
                .refuses(1, "large.jar: it is larger than 1 MiB, the limit of plugins.maxMegabytes");
        assertEquals(
                415,
                new RestClient(PRODUCT.daemon()).send("POST", "/plugins", "{}").statusCode());
    }

    private static Path folder() {
        return PRODUCT.home().resolve("plugins");
    }

    private String jar(String file, PluginJar jar) {
        return jar.write(work.resolve(file)).toString();
    }

    private static void put(Map<String, String> expected, String file, PluginJar jar, String words) {
        jar.write(folder().resolve(file));
        expected.put(file, words);
    }

    private static void bare(Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write("nothing".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<JsonNode> list() {
        List<JsonNode> all = new ArrayList<>();
        PRODUCT.run("plugin", "list", "-o", "json").exits(0).json().forEach(all::add);
        return all;
    }

    private static JsonNode named(String name) {
        return list().stream()
                .filter(plugin -> plugin.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not listed"));
    }

    private boolean listed(String name) {
        return list().stream().anyMatch(plugin -> plugin.path("name").asText().equals(name));
    }

    private static void awaitShown(String name, String version, String state) {
        Wait.until(
                name + " " + version + " " + state,
                LIMIT,
                () -> list().stream()
                        .anyMatch(plugin -> plugin.path("name").asText().equals(name)
                                && plugin.path("version").asText().equals(version)
                                && plugin.path("state").asText().equals(state)),
                () -> list().toString());
    }

    /** Live classes of the daemon; a full collection comes first. */
}
