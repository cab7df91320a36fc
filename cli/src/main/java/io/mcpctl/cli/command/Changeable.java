package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kind;

/** Kinds whose resources people write. */
final class Changeable {
    private Changeable() {}

    /** The kind, unless its resources can never be {@code verbed}: edited, patched. */
    static Kind kind(Kind kind, String verbed) {
        if (kind.immutable()) {
            throw CliException.failure("a " + kind.name() + " cannot be " + verbed + "; delete it and create another");
        }
        return writable(kind, verbed);
    }

    /** The kind, unless its resources are the daemon's own. */
    static Kind writable(Kind kind, String verbed) {
        if (kind.name().equals("instance")) {
            throw CliException.failure("an instance cannot be " + verbed
                    + ": instances follow their server's replicas; use `mcpctl patch server <name> replicas=N`");
        }
        if (kind.readOnly()) {
            throw CliException.failure(
                    "a " + kind.name() + " cannot be " + verbed + ": it is written by the daemon only");
        }
        return kind;
    }
}
