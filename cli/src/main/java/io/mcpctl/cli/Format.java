package io.mcpctl.cli;

/** How a command shows its result. */
public enum Format {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME,
    JSONPATH,
    CUSTOM_COLUMNS;

    static Format of(String text) {
        return switch (word(text)) {
            case "table", "text" -> TABLE;
            case "wide" -> WIDE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            case "name" -> NAME;
            case "jsonpath" -> JSONPATH;
            case "custom-columns" -> CUSTOM_COLUMNS;
            default ->
                throw CliException.usage("the output format \"" + text
                        + "\" is not known; use table, wide, json, yaml, name, jsonpath=<template> or"
                        + " custom-columns=<HEADING:path,...>");
        };
    }

    /** What follows the {@code =}: the template of jsonpath, the columns of custom-columns. */
    static String argument(String text) {
        String argument = text.substring(Math.min(text.length(), word(text).length() + 1));
        if (argument.isBlank()) {
            throw CliException.usage("-o " + text + " lacks its argument; give -o jsonpath='{.items[*].name}' or"
                    + " -o custom-columns=NAME:.name");
        }
        return argument;
    }

    private static String word(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    public boolean isTable() {
        return this == TABLE || this == WIDE;
    }

    /** Whether the result is for programs. */
    public boolean isStructured() {
        return this == JSON || this == YAML || this == JSONPATH;
    }
}
