package io.mcpctl.stage.api;

import java.util.List;

/**
 * A part of a content that the client may fetch by itself.
 *
 * @param id short, of letters, digits, {@code -} and {@code _}, unique among its neighbours; others are repaired
 * @param title one line that tells a model what is in it
 * @param content its text, that of its children included
 * @param children parts of it; empty for none
 */
public record Section(String id, String title, String content, List<Section> children) {
    public Section {
        children = List.copyOf(children);
    }

    /** A section without children. */
    public static Section of(String id, String title, String content) {
        return new Section(id, title, content, List.of());
    }
}
