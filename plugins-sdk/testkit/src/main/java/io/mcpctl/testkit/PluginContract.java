package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every plug-in promises, whatever it provides: the jar is taken by the daemon, works, and goes without a trace.
 * Extend it in a test of the plug-in's project and say what it provides.
 */
public abstract class PluginContract {
    private static final int TIMES = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PluginHarness daemon;

    /** What {@code mcpctl plugin list} shall show under PROVIDES, sorted, such as {@code stage/tsv}. */
    protected abstract List<String> provides();

    /** Settings that it cannot work without; none if not overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Registers services of the daemon that its components refer to; none if not overridden. */
    protected void surround(PluginHarness harness) {}

    /** The jar; that of the project if not overridden. */
    protected Path jar(Path scratch) {
        return PluginJar.ofThisProject(scratch);
    }

    /** The daemon of the test, without plug-ins in it. */
    protected final PluginHarness daemon() {
        return daemon;
    }

    /** Installs the jar and gives it its settings. */
    protected final InstalledPlugin installed() {
        InstalledPlugin plugin = daemon.install(jar(folder));
        return settings().isEmpty() ? plugin : daemon.configure(plugin.name(), settings());
    }

    @BeforeEach
    void open() {
        daemon = PluginHarness.open(folder);
        surround(daemon);
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    @Test
    void theDaemonTakesItAndShowsWhatItProvides() {
        InstalledPlugin plugin = installed();

        assertEquals("active", plugin.state(), () -> "it is not at work: " + plugin.reason());
        assertEquals(provides(), plugin.provides());
    }

    @Test
    void itIsExchangedAndRemovedWithoutLeavingThreads() {
        InstalledPlugin plugin = installed();
        ThreadsLeft threads = new ThreadsLeft();

        for (int i = 0; i < TIMES; i++) {
            daemon.remove(plugin.name());
            assertTrue(daemon.list().isEmpty(), () -> "it was removed: " + daemon.list());
            plugin = installed();
            assertEquals("active", plugin.state());
        }
        daemon.remove(plugin.name());

        threads.assertNone();
    }
}
