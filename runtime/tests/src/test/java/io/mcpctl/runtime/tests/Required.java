package io.mcpctl.runtime.tests;

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
}
