package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.stage.api.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers calls that ask for sections of an earlier result. */
final class DrillDown {
    /** A section with children that is larger is answered with its own table of contents. */
    private static final int PAGE = 8000;

    private final SectionStore store;

    DrillDown(SectionStore store) {
        this.store = store;
    }

    /**
     * @param tool that was called
     * @param section ids, comma-separated; empty for the table of contents
     */
    ToolResult answer(String tool, String resultId, Optional<String> section) {
        Optional<SectionStore.Stored> stored = store.find(resultId);
        if (stored.isEmpty()) {
            return ToolResult.error("The _resultId \"" + resultId + "\" is expired or unknown. Call " + tool
                    + " again without _resultId and _section.");
        }
        SectionStore.Stored result = stored.get();
        if (!result.tool().equals(tool)) {
            return ToolResult.error(
                    "The _resultId \"" + resultId + "\" belongs to the tool " + result.tool() + ". Call that one.");
        }
        if (section.isEmpty()) {
            return ToolResult.text(table(result, result.sections()));
        }
        List<String> texts = new ArrayList<>();
        for (String path : section.get().split(",", -1)) {
            List<Section> level = result.sections();
            Optional<Section> found = Optional.empty();
            for (String id : path.strip().split("/", -1)) {
                List<Section> here = level;
                found = here.stream().filter(one -> one.id().equals(id)).findFirst();
                if (found.isEmpty()) {
                    return ToolResult.error("There is no section \"" + path.strip() + "\"; there are: "
                            + here.stream().map(Section::id).collect(Collectors.joining(", ")) + ".");
                }
                level = found.get().children();
            }
            found.ifPresent(one -> texts.add(text(result, path.strip(), one)));
        }
        return ToolResult.text(String.join("\n", texts));
    }

    private static String text(SectionStore.Stored result, String path, Section section) {
        if (section.children().isEmpty() || Sizes.bytes(section.content()) <= PAGE) {
            return section.content();
        }
        List<Section> children = section.children().stream()
                .map(child -> new Section(path + '/' + child.id(), child.title(), child.content(), List.of()))
                .toList();
        return table(result, children);
    }

    private static String table(SectionStore.Stored result, List<Section> sections) {
        int bytes =
                sections.stream().mapToInt(one -> Sizes.bytes(one.content())).sum();
        return Contents.table(result.id(), result.tool(), sections, bytes);
    }
}
