package io.mcpctl.cli.install;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of the product are: in a checkout where the build leaves them, in an installation side by side.
 *
 * @param root of either
 */
public record Layout(Path root) {
    static final String DISTRIBUTIONS = "distributions";
    static final String PROGRAM = "cli";
    static final String SDK = "sdk";

    public boolean isInstallation() {
        return Files.isDirectory(root.resolve(DISTRIBUTIONS));
    }

    /** The folder of a daemon: its bundles and what starts them. */
    public Path distribution(String name) {
        return root.resolve(isInstallation() ? DISTRIBUTIONS : "runtime/target").resolve(name);
    }

    /** The folder of this program: its jars and what they were built as. */
    Path program() {
        return root.resolve(isInstallation() ? PROGRAM : "cli/target/dist");
    }

    /** What plug-ins are built with. */
    public Path sdk() {
        return root.resolve(isInstallation() ? SDK : "plugins-sdk/target/repository");
    }
}
