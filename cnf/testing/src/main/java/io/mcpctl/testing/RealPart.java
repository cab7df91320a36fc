package io.mcpctl.testing;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What happens when a program that a test needs is not installed. */
public final class RealPart {
    private RealPart() {}

    /** Skips the test with the reason; with {@code -Dreal=required} it fails instead. */
    public static void missing(String reason) {
        if ("required".equals(System.getProperty("real"))) {
            Assertions.fail(reason + ", and -Dreal=required was given");
        }
        Assumptions.abort(reason);
    }
}
