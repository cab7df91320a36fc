package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Kinds;

/** One verb. It knows no command-line library and is tested without a process. */
public interface Command {
    Usage usage();

    /** Does it and returns the exit code; failures are thrown as {@link io.mcpctl.cli.CliException}. */
    int run(Invocation invocation);

    /** Whether {@code -o} chooses among forms of its output. */
    default boolean hasFormats() {
        return true;
    }

    /** A verb whose options depend on the kind that its first word names. */
    interface ByKind extends Command {
        /**
         * Its options for this line.
         *
         * @param early the line as far as {@link #usage()} explains it
         */
        Usage usage(Invocation early);

        /**
         * Its options for a kind, as far as they are known without a daemon.
         *
         * @param word that names the kind
         */
        Usage usage(Kinds known, String word);
    }
}
