package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Target;

/** A server of a registry, as {@code <registry>:<id>}. */
record RegistryKey(String registry, String id) {
    static RegistryKey of(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw CliException.usage(
                    "\"" + text + "\" is not of the form <registry>:<id>; `mcpctl registry search` shows" + " some");
        }
        return new RegistryKey(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Of the record. */
    String path() {
        return "/api/v1/registry/servers/" + Target.segment(registry) + "?id=" + Target.segment(id);
    }

    /** Where a definition is made of it. */
    String definition() {
        return "/api/v1/registry/servers/" + Target.segment(registry) + "/definition";
    }
}
