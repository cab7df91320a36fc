package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Section;
import java.util.List;

/** Writes tables of contents. */
final class Contents {
    /** Reads sections of what no tool returned. */
    static final String READER = "read_section";

    private Contents() {}

    /** The text that a client gets in the place of a long content. */
    static String table(String resultId, String tool, List<Section> sections, int bytes) {
        StringBuilder text = new StringBuilder(256)
                .append("The content has ")
                .append(bytes)
                .append(" bytes and was split into sections. _resultId: ")
                .append(resultId)
                .append('\n');
        lines(text, "", sections);
        String how = tool.equals(READER)
                ? "To read sections, call the tool " + READER + " with"
                : "To read sections, call the same tool again with the same arguments plus";
        return text.append(how)
                .append(" \"_resultId\": \"")
                .append(resultId)
                .append("\" and \"_section\": \"")
                .append(sections.getFirst().id())
                .append("\" (several: \"a,b\"; nested: \"parent/child\"). They are kept for ")
                .append(SectionStore.LIFE.toMinutes())
                .append(" minutes.")
                .toString();
    }

    private static void lines(StringBuilder text, String indent, List<Section> sections) {
        for (Section section : sections) {
            text.append(indent)
                    .append("- ")
                    .append(section.id())
                    .append(": ")
                    .append(section.title().replace('\n', ' '))
                    .append(" (")
                    .append(Sizes.bytes(section.content()))
                    .append(" bytes)\n");
            lines(text, indent + "  ", section.children());
        }
    }
}
