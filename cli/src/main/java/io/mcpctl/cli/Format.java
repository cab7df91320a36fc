package io.mcpctl.cli;

/** How a command shows its result. */
public enum Format {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME;

    static Format of(String text) {
        return switch (text) {
            case "table", "text" -> TABLE;
            case "wide" -> WIDE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            case "name" -> NAME;
            default ->
                throw CliException.usage(
                        "the output format \"" + text + "\" is not known; use table, wide, json, yaml or name");
        };
    }
}
