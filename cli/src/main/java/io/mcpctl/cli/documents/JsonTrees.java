package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.JsonLines;
import java.io.IOException;

/** JSON as a tree that remembers its lines. */
final class JsonTrees {
    private JsonTrees() {}

    static Tree read(String file, String text) {
        Lines lines = Lines.recording();
        try {
            JsonNode root = JsonLines.read(text, lines::put);
            return new Tree(root, lines);
        } catch (JsonLines.NotJson e) {
            throw InputError.at(file, e.line(), "this is not JSON: " + e.getMessage());
        } catch (IOException e) {
            throw InputError.at(file, 1, "this is not JSON: " + e.getMessage());
        }
    }
}
