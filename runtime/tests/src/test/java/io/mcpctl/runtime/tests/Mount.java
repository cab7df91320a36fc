package io.mcpctl.runtime.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A small file system of its own at a folder, until it is closed. */
record Mount(Path folder) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** {@code options} as of mount(8): {@code ro}, {@code size=3m}. */
    static Mount tmpfs(Path folder, String options) {
        Run mount = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        if (mount.exitCode() != 0) {
            throw Required.missing(
                    "the right to mount a tmpfs: " + mount.stderr().strip());
        }
        return new Mount(folder);
    }

    /** Waits for whoever still has a file there: the last shell of a daemon ends a moment after it. */
    @Override
    public void close() {
        Wait.until(
                "nobody uses " + folder,
                LIMIT,
                () -> run("umount", folder.toString()).exitCode() == 0,
                () -> "it is still busy");
    }

    private static Run run(String... line) {
        return Run.of(List.of(line), Product.ROOT, Map.of(), "", LIMIT);
    }
}
