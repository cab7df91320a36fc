package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One definition as it was written, flat, with its kind. */
public record Document(String kind, ObjectNode content, String file, Lines lines) {

    /** The name for messages; attachments have none and are named by what they join. */
    public String name() {
        String name = content.path("name").asText("");
        return name.isEmpty() && content.has("project") && content.has("server")
                ? content.path("project").asText() + "/"
                        + content.path("server").asText()
                : name;
    }

    public String title() {
        return name().isEmpty() ? kind : kind + "/" + name();
    }

    /** {@code file:line} of a member; of the document when the member is not in it. */
    public String place(String path) {
        return file + ":" + lines.of(path);
    }
}
