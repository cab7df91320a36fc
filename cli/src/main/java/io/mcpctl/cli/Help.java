package io.mcpctl.cli;

import io.mcpctl.cli.command.Commands;
import java.io.PrintStream;

/** The overview of all commands. */
public final class Help {
    private static final int NAME_WIDTH = 14;

    private Help() {}

    public static void overview(PrintStream out) {
        out.println("Usage: mcpctl <command> [names...] [options]");
        out.println();
        out.println("Runs MCP servers and puts them behind one endpoint for each project.");
        out.println();
        for (String name : Commands.NAMES) {
            out.println("  " + name + " ".repeat(NAME_WIDTH - name.length()) + Commands.summary(name));
        }
        out.println();
        out.println("Start with `mcpctl quickstart`; `mcpctl <command> --help` has options and examples.");
        out.println("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not allowed, 5 conflict,");
        out.println("6 time-out or daemon not reachable, 130 interrupted.");
    }
}
