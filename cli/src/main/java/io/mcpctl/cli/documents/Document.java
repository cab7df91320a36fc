package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Kind;

/** One definition as it was written, flat, with its kind. */
public record Document(Kind ofKind, ObjectNode content, String file, Lines lines) {

    public String kind() {
        return ofKind.name();
    }

    /** The name for messages; attachments have none and are named by what they join. */
    public String name() {
        return ofKind.nameOf(content);
    }

    public String title() {
        return name().isEmpty() ? kind() : kind() + "/" + name();
    }

    /** {@code file:line} of a member; of the document when the member is not in it. */
    public String place(String path) {
        return file + ":" + lines.of(path);
    }
}
