package io.mcpctl.stage.sectionsplit;

import java.util.Optional;

/** Text with headings: those of the second level first, then those below. */
final class ProseStructure extends LineStructure {
    @Override
    public boolean isIn(String content) {
        return true;
    }

    @Override
    Optional<String> title(String line, int depth) {
        String mark = "#".repeat(depth + 2) + ' ';
        return line.startsWith(mark)
                ? Optional.of(line.substring(mark.length()).strip()).filter(title -> !title.isEmpty())
                : Optional.empty();
    }
}
