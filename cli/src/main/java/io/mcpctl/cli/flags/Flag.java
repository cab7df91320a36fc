package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.Usage;
import java.util.Comparator;
import java.util.List;

/**
 * One option and what it does to the document.
 *
 * @param label of its value; empty for a switch
 */
record Flag(List<String> names, String label, String description, Setter setter) {
    Flag {
        names = List.copyOf(names);
    }

    /** Writes one value into the document. */
    interface Setter {
        void set(ObjectNode document, String text);
    }

    /** The name it is found by in a parsed line. */
    String key() {
        return names.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
    }

    Usage.Option option() {
        return new Usage.Option(names, label, description);
    }
}
