package io.mcpctl.stage.javascript;

import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.StageContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a stage may know of its content, as JSON: copies, through which nothing of the daemon can be reached. */
final class Facts {
    private Facts() {}

    static String of(StageContext context) {
        Origin origin = context.origin();
        return "{\"config\":" + value(context.config().values())
                + ",\"sections\":" + sections(context.sections())
                + ",\"origin\":{\"kind\":" + JsonText.quote(origin.kind().name())
                + ",\"server\":" + JsonText.quote(origin.server())
                + ",\"name\":" + JsonText.quote(origin.name())
                + ",\"arguments\":" + (origin.arguments().isBlank() ? "{}" : origin.arguments())
                + ",\"project\":" + JsonText.quote(origin.project())
                + ",\"session\":" + JsonText.quote(origin.session()) + "}}";
    }

    private static String sections(List<Section> sections) {
        return sections.stream()
                .map(section -> "{\"id\":" + JsonText.quote(section.id()) + ",\"title\":"
                        + JsonText.quote(section.title()) + ",\"content\":" + JsonText.quote(section.content())
                        + ",\"children\":" + sections(section.children()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> JsonText.quote(String.valueOf(entry.getKey())) + ":" + value(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(Facts::value).collect(Collectors.joining(",", "[", "]"));
            case Boolean flag -> flag.toString();
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Double number when Double.isFinite(number) -> number.toString();
            default -> JsonText.quote(value.toString());
        };
    }
}
