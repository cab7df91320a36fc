package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;

/** Colours for a terminal, or none. */
record Colours(boolean wanted) {
    private static final String ESCAPE = "\033[";

    static Colours of(Invocation invocation) {
        return new Colours(invocation.colours());
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String cyan(String text) {
        return in("36", text);
    }

    String bold(String text) {
        return in("1", text);
    }

    private String in(String code, String text) {
        return wanted ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
