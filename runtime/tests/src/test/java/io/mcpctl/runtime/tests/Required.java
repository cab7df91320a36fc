package io.mcpctl.runtime.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine. Without it the test is skipped; with {@code -Dreal=required} it fails. */
final class Required {
    private Required() {}

    /** Ends the test: {@code reason} says what could not be had and why. Never returns; {@code throw} it to tell the compiler. */
    static AssertionError missing(String reason) {
        if ("required".equals(System.getProperty("real"))) {
            throw new AssertionError("required here, but not to be had: " + reason);
        }
        System.out.println("skipped: " + reason);
        return Assumptions.abort(reason);
    }

    /** Ends the test unless there are programs of these names; that of a name is in Debian's package of the same name. */
    static void programs(String... names) {
        for (String name : names) {
            boolean there = Pattern.compile(":")
                    .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            if (!there) {
                throw missing(name + " on the PATH (Debian package " + name + ")");
            }
        }
    }
}
