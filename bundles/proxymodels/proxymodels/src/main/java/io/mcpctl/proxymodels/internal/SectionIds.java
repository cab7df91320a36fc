package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes ids of sections unique and short; what they are not already gets a number. */
final class SectionIds {
    private static final int LONGEST = 40;

    private SectionIds() {}

    /** The same list when nothing was wrong. */
    static List<Section> repaired(List<Section> sections) {
        Set<String> taken = new HashSet<>();
        List<Section> good = new ArrayList<>();
        boolean changed = false;
        for (Section section : sections) {
            List<Section> children = repaired(section.children());
            String id = free(plain(section.id()), taken);
            boolean same = id.equals(section.id()) && children == section.children();
            good.add(same ? section : new Section(id, section.title(), section.content(), children));
            changed |= !same;
        }
        return changed ? good : sections;
    }

    private static String plain(String id) {
        String plain = id.replaceAll("[^A-Za-z0-9_-]+", "-");
        return plain.isEmpty() ? "section" : plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    private static String free(String id, Set<String> taken) {
        String free = id;
        for (int n = 2; !taken.add(free); n++) {
            free = id + '-' + n;
        }
        return free;
    }
}
