package io.mcpctl.stage.sectionsplit;

import java.nio.charset.StandardCharsets;

/** A piece of a content with what it is called. */
record Part(String title, String content) {
    int bytes() {
        return content.getBytes(StandardCharsets.UTF_8).length;
    }
}
