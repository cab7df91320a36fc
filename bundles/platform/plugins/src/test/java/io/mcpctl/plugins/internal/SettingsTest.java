package io.mcpctl.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.sample.api.Greeter;
import io.mcpctl.testing.PluginJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of plug-ins: declared by metatype, strict, kept. */
class SettingsTest {
    private static final String CLASS = "com.example.greeter.Polite";

    private final Path home;

    SettingsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void aSettingReachesTheComponentAndOutlivesARestart() throws Exception {
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            daemon.send("/plugins", "", configurable("com.example.greeter").write(home.resolve("one.jar")));
            assertEquals("1 x Ada", greeters.greet("Ada"));

            daemon.configure(Greeters.NAME, Map.of("times", Optional.of("3")));

            assertEquals("3 x Ada", greeters.greet("Ada"));
            assertTrue(
                    daemon.show(Greeters.NAME)
                            .contains(
                                    "Setting[key=times, type=whole number, value=Optional[3], byDefault=1, description=How often.]"));
        }
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            daemon.await("the greeter", greeters::present);
            assertEquals("3 x Ada", greeters.greet("Ada"));

            daemon.configure(Greeters.NAME, Map.of("times", Optional.empty()));
            assertEquals("1 x Ada", greeters.greet("Ada"));
        }
    }

    @Test
    void whatIsNotDeclaredIsRefusedByName() throws Exception {
        try (Home daemon = Home.open(home)) {
            daemon.send("/plugins", "", configurable("com.example.greeter").write(home.resolve("one.jar")));

            ProblemException unknown = assertThrows(
                    ProblemException.class, () -> daemon.configure(Greeters.NAME, Map.of("tmes", Optional.of("3"))));
            ProblemException wrong = assertThrows(
                    ProblemException.class,
                    () -> daemon.configure(Greeters.NAME, Map.of("times", Optional.of("often"))));

            assertEquals("com.example.greeter 1.0.0 knows no setting 'tmes'; it knows times", unknown.getMessage());
            assertEquals(ProblemKind.INVALID, unknown.kind());
            assertEquals(
                    "com.example.greeter 1.0.0: setting 'times' is 'often'; expected a whole number",
                    wrong.getMessage());
        }
    }

    @Test
    void settingsThatTheComponentCannotLiveWithAreTakenBack() throws Exception {
        try (Home daemon = Home.open(home)) {
            Greeters greeters = new Greeters(daemon.context());
            daemon.send("/plugins", "", configurable("com.example.greeter").write(home.resolve("one.jar")));
            daemon.configure(Greeters.NAME, Map.of("times", Optional.of("2")));

            ProblemException refused = assertThrows(
                    ProblemException.class, () -> daemon.configure(Greeters.NAME, Map.of("times", Optional.of("-1"))));

            assertTrue(refused.problem().detail().contains("times must be positive"), refused.getMessage());
            daemon.await(
                    "the greeter as before",
                    () -> greeters.present() && greeters.greet("Ada").equals("2 x Ada"));
        }
    }

    @Test
    void settingsOfOthersCannotBeDeclared() throws Exception {
        try (Home daemon = Home.open(home)) {
            Path jar = configurable("io.mcpctl.auth").write(home.resolve("one.jar"));

            ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", jar));

            assertEquals(
                    "one.jar: it declares settings of io.mcpctl.auth, and its own begin with com.example.greeter",
                    refused.getMessage());
        }
    }

    private static PluginJar configurable(String pid) {
        String members = "private final int times; public Polite(java.util.Map<String, Object> settings) {"
                + " times = settings.get(\"times\") instanceof Integer i ? i : 1;"
                + " if (times < 0) { throw new IllegalArgumentException(\"times must be positive\"); } }";
        return Greeters.bare(Greeters.NAME, "1.0.0", "", members, "return times + \" x \" + name;")
                .componentWith(
                        "init=\"1\" configuration-pid=\"" + pid + "\"",
                        CLASS,
                        Greeter.class.getName(),
                        "greeter.name=polite")
                .file(
                        "OSGI-INF/metatype/" + pid + ".xml",
                        "<metatype:MetaData xmlns:metatype=\"http://www.osgi.org/xmlns/metatype/v1.4.0\">"
                                + "<OCD id=\"" + pid + "\" name=\"Greeter\">"
                                + "<AD id=\"times\" type=\"Integer\" default=\"1\" required=\"false\" description=\"How often.\"/>"
                                + "</OCD><Designate pid=\"" + pid + "\"><Object ocdref=\"" + pid
                                + "\"/></Designate></metatype:MetaData>");
    }
}
