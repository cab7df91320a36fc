package io.mcpctl.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.sample.api.Greeter;
import io.mcpctl.testing.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What cannot be a plug-in is refused with a sentence, and leaves nothing in the framework. */
class RefusedJarsTest {
    private static final String CLASS = "com.example.greeter.Polite";
    private static final String SPI = Greeter.class.getName();

    private final Path home;
    private Home daemon;

    RefusedJarsTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.daemon = Home.open(home);
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    @Test
    void aJarWithoutManifest() throws Exception {
        Path jar = home.resolve("bare.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.closeEntry();
        }

        assertEquals(
                "bare.jar: it has no META-INF/MANIFEST.MF, so it is no bundle; build it with bnd, as the plug-in template"
                        + " does",
                refusal(jar));
    }

    @Test
    void aJarWithoutSymbolicName() throws Exception {
        assertSays(PluginJar.of("", "1.0.0"), "its manifest has no Bundle-SymbolicName");
    }

    @Test
    void aFragment() throws Exception {
        assertSays(PluginJar.of("com.example.f", "1").header("Fragment-Host", "io.mcpctl.plugins"), "fragment");
    }

    @Test
    void aVersionThatIsNone() throws Exception {
        assertSays(PluginJar.of("com.example.f", "new"), "its Bundle-Version 'new' is no version such as 1.2.0");
    }

    @Test
    void aJarWithoutComponent() throws Exception {
        assertSays(
                Greeters.bare(Greeters.NAME, "1.0.0", "", "", "return name;"),
                "it has no component, so there is nothing to run; annotate a class with @Component");
    }

    @Test
    void aComponentThatIsNamedAndMissing() throws Exception {
        assertSays(
                Greeters.bare(Greeters.NAME, "1.0.0", "", "", "return name;")
                        .header("Service-Component", "OSGI-INF/gone.xml"),
                "its manifest names component OSGI-INF/gone.xml, which is not in the jar");
    }

    @Test
    void anImportThatNobodyOffers() throws Exception {
        assertSays(
                Greeters.jar("1.0.0").header("Import-Package", "com.example.library;version=\"[2.1,3)\""),
                "it needs package com.example.library in version 2.1.0 or later and below 3.0.0, which nobody here offers");
    }

    @Test
    void anApiOfAnotherVersion() throws Exception {
        assertSays(
                Greeters.jar("1.0.0").header("Import-Package", "io.mcpctl.sample.api;version=\"[2.0,3)\""),
                "it needs io.mcpctl.sample.api in version [2.0,3), and this daemon offers 1.1.0; use a build of"
                        + " com.example.greeter for that version");
    }

    @Test
    void anApiThatIsNotOfferedAtAll() throws Exception {
        assertSays(
                Greeters.jar("1.0.0").header("Import-Package", "io.mcpctl.dreams.api;version=\"[1.0,2)\""),
                "it needs io.mcpctl.dreams.api in version [1.0,2), which this daemon does not offer");
        assertSays(
                Greeters.jar("1.0.0").header("Import-Package", "io.mcpctl.plugins.internal"),
                "only packages that end in .api are for plug-ins");
    }

    @Test
    void aSecondProviderOfAName() throws Exception {
        daemon.send("/plugins", "", Greeters.jar("1.0.0").write(home.resolve("first.jar")));

        PluginJar second = Greeters.bare("com.example.second", "1.0.0", "", "", "return name;")
                .component(CLASS, SPI, "greeter.name=polite");

        assertSays(second, "greeter/polite is provided by com.example.greeter already; give this one another name");
        assertEquals(1, daemon.services(Greeter.class).size());
    }

    @Test
    void aProviderWithoutName() throws Exception {
        assertSays(
                Greeters.bare(Greeters.NAME, "1.0.0", "", "", "return name;").component(CLASS, SPI),
                "its provider of io.mcpctl.sample.api.Greeter has no service property 'greeter.name' with its name");
    }

    @Test
    void theNameOfAPartOfTheDaemon() throws Exception {
        assertSays(
                Greeters.bare("io.mcpctl.plugins", "9.0.0", "", "", "return name;")
                        .component(CLASS, SPI, "greeter.name=polite"),
                "io.mcpctl.plugins is the name of a part of the daemon");
    }

    @Test
    void aBrokenChecksum() throws Exception {
        Path jar = Greeters.jar("1.0.0")
                .file("table.txt", "something to find again, something to find again")
                .write(home.resolve("damaged.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        byte[] text = new byte[] {'t', 'a', 'b', 'l', 'e', '.', 't', 'x', 't'};
        int at = indexOf(bytes, text) + text.length + 6;
        bytes[at] ^= 0x55;
        Files.write(jar, bytes);

        String refusal = refusal(jar);
        assertTrue(refusal.startsWith("damaged.jar: entry table.txt is broken:"), refusal);
    }

    @Test
    void whatIsNoJarAtAll() throws Exception {
        Path jar = Files.writeString(home.resolve("text.jar"), "not a jar", StandardCharsets.UTF_8);

        assertTrue(refusal(jar).startsWith("text.jar: it is not a whole jar:"), refusal(jar));
    }

    @Test
    void aJarOfAnotherPluginDoesNotUpgradeThisOne() throws Exception {
        daemon.send("/plugins", "", Greeters.jar("1.0.0").write(home.resolve("first.jar")));
        Path other = Greeters.bare("com.example.second", "1.0.0", "", "", "return name;")
                .component(CLASS, SPI, "greeter.name=rude")
                .write(home.resolve("other.jar"));

        ProblemException refused = assertThrows(
                ProblemException.class, () -> daemon.send("/plugins/{name}/upgrade", Greeters.NAME, other));

        assertEquals(
                "other.jar: it is plugin 'com.example.second', not 'com.example.greeter'",
                refused.problem().detail());
        assertEquals(ProblemKind.INVALID, refused.kind());
    }

    @Test
    void installingASecondVersionAsksForAnUpgrade() throws Exception {
        daemon.send("/plugins", "", Greeters.jar("1.0.0").write(home.resolve("first.jar")));
        Path next = Greeters.jar("1.1.0").write(home.resolve("next.jar"));

        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", next));

        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(refused.problem().detail().contains("is installed already, in version 1.0.0; upgrade it instead"));
    }

    @Test
    void thereIsNothingToRollBackTo() throws Exception {
        daemon.send("/plugins", "", Greeters.jar("1.0.0").write(home.resolve("first.jar")));

        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.post("rollback", Greeters.NAME));

        assertEquals(
                "plugin 'com.example.greeter' has no version before 1.0.0",
                refused.problem().detail());
        assertEquals(
                ProblemKind.NOT_FOUND,
                assertThrows(ProblemException.class, () -> daemon.post("rollback", "nobody"))
                        .kind());
    }

    @Test
    void aJarThatIsTooLarge() throws Exception {
        daemon.close();
        daemon = Home.open(home, Map.of("maxMegabytes", 1));
        Path large = home.resolve("large.jar");
        Files.write(large, new byte[1024 * 1024 + 1]);

        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", large));

        assertEquals(ProblemKind.TOO_LARGE, refused.kind());
        assertEquals(
                "large.jar: it is larger than 1 MiB, the limit of plugins.maxMegabytes",
                refused.problem().detail());
    }

    @Test
    void whatTheAllowListDoesNotKnow() throws Exception {
        daemon.close();
        daemon = Home.open(home, Map.of("allow", new String[] {"com.example.other"}));
        Path jar = Greeters.jar("1.0.0").write(home.resolve("first.jar"));

        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", jar));

        assertEquals(ProblemKind.FORBIDDEN, refused.kind());
        assertTrue(refused.problem()
                .detail()
                .contains("plugins.allow lists neither com.example.greeter nor its SHA-256 "));
    }

    @Test
    void aJarThatIsNotSignedWhereSignaturesAreAskedFor() throws Exception {
        daemon.close();
        daemon = Home.open(home, Map.of("signers", new String[] {"AB:CD"}));
        Path jar = Greeters.jar("1.0.0").write(home.resolve("first.jar"));

        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", jar));

        assertTrue(refused.problem().detail().contains("it is not signed as a whole, and plugins.signers asks for"));
    }

    @Test
    void aFileOfTheFolderThatIsNoPluginIsListedUntilItIsGone() throws Exception {
        Path jar = PluginJar.of("", "1").write(daemon.folder().resolve("odd.jar"));

        String shown = daemon.awaitShown("odd.jar", "state=refused", "Bundle-SymbolicName");
        assertTrue(shown.contains("odd.jar: its manifest has no"), shown);

        Files.delete(jar);
        daemon.await("odd.jar not listed", () -> daemon.show("odd.jar").isEmpty());
    }

    @Test
    void aFileThatIsBeingCopiedIsLeftAloneUntilItIsWhole() throws Exception {
        byte[] whole = Files.readAllBytes(Greeters.jar("1.0.0").write(home.resolve("source.jar")));
        Path target = daemon.folder().resolve("slow.jar");
        Files.write(target, Arrays.copyOf(whole, whole.length / 2));
        Path marker = PluginJar.of("", "1").write(daemon.folder().resolve("marker.jar"));

        // When the other file has been looked at, this one has, too.
        daemon.awaitShown("marker.jar", "state=refused");
        assertEquals("", daemon.show("slow.jar"));

        Files.write(target, whole);
        daemon.awaitShown(Greeters.NAME, "state=active");
        Files.delete(marker);
    }

    private void assertSays(PluginJar jar, String words) throws IOException {
        Path file = jar.write(home.resolve("jar-of-test.jar"));
        String refusal = refusal(file);
        assertTrue(refusal.startsWith("jar-of-test.jar: ") && refusal.contains(words), refusal);
    }

    /** What is said about the jar; nothing of it may stay in the framework. */
    private String refusal(Path jar) {
        List<Bundle> before = List.of(daemon.context().getBundles());
        ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", jar));
        assertEquals(ProblemKind.UNPROCESSABLE, refused.kind());
        assertEquals(before, List.of(daemon.context().getBundles()));
        return String.valueOf(refused.problem().detail());
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
