package io.mcpctl.stage.sectionsplit;

import io.mcpctl.stage.api.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes sections of the parts of a content: none too small, none too large. */
final class Splitter {
    private static final int MAX_DEPTH = 3;
    private static final int LONGEST_ID = 32;

    private final Structure structure;
    private final Limits limits;

    Splitter(Structure structure, Limits limits) {
        this.structure = structure;
        this.limits = limits;
    }

    List<Section> sections(String content) {
        List<Section> sections = sections(structure.parts(content, 0), 0);
        boolean wrapper = sections.size() == 1 && sections.getFirst().children().size() > 1;
        return wrapper ? sections.getFirst().children() : sections;
    }

    private List<Section> sections(List<Part> parts, int depth) {
        Set<String> ids = new HashSet<>();
        List<Section> sections = new ArrayList<>();
        for (Part part : joined(parts)) {
            sections.add(new Section(id(part.title(), ids), part.title(), part.content(), children(part, depth + 1)));
        }
        return sections;
    }

    private List<Section> children(Part part, int depth) {
        if (part.bytes() <= limits.largest()) {
            return List.of();
        }
        List<Part> inner = depth < MAX_DEPTH ? structure.parts(part.content(), depth) : List.of();
        return inner.size() > 1 ? sections(inner, depth) : pages(part.content());
    }

    /** Neighbours that are too small, together under the titles of the first and the last. */
    private List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        List<Part> group = new ArrayList<>();
        int bytes = 0;
        for (Part part : parts) {
            int size = part.bytes();
            if (!group.isEmpty() && (bytes >= limits.smallest() || bytes + size > limits.largest())) {
                joined.add(one(group));
                group.clear();
                bytes = 0;
            }
            group.add(part);
            bytes += size;
        }
        if (!group.isEmpty()) {
            joined.add(one(group));
        }
        return joined;
    }

    private Part one(List<Part> group) {
        if (group.size() == 1) {
            return group.getFirst();
        }
        String title = group.getFirst().title() + " ... " + group.getLast().title();
        return new Part(
                title,
                String.join(structure.glue(), group.stream().map(Part::content).toList()));
    }

    /** Pieces of the allowed size that end at line breaks where possible. */
    private List<Section> pages(String content) {
        List<Section> pages = new ArrayList<>();
        int most = limits.largest() / 4; // a character has four bytes at most
        int start = 0;
        while (start < content.length()) {
            int end = Math.min(content.length(), start + Math.max(64, most));
            if (end < content.length()) {
                int line = content.lastIndexOf('\n', end - 1);
                end = line > start ? line + 1 : end - (Character.isHighSurrogate(content.charAt(end - 1)) ? 1 : 0);
            }
            String number = Integer.toString(pages.size() + 1);
            pages.add(Section.of("p" + number, "Page " + number, content.substring(start, end)));
            start = end;
        }
        return pages;
    }

    private static String id(String title, Set<String> taken) {
        String plain =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-+|-+$", "");
        String base = plain.isEmpty() ? "section" : plain.substring(0, Math.min(LONGEST_ID, plain.length()));
        String id = base;
        for (int n = 2; !taken.add(id); n++) {
            id = base + '-' + n;
        }
        return id;
    }
}
