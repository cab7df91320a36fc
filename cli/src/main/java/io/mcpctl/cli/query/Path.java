package io.mcpctl.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.CliException;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps from the whole document ({@code $}) or from the current value ({@code @}, or nothing).
 *
 * @param fromRoot whether it begins with {@code $}
 */
record Path(boolean fromRoot, List<Step> steps) {
    /** More values than this are a mistake, such as many {@code ..} in a row. */
    private static final int MOST = 200_000;

    Path {
        steps = List.copyOf(steps);
    }

    List<JsonNode> select(JsonNode root, JsonNode current) {
        List<JsonNode> values = List.of(fromRoot ? root : current);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode value : values) {
                take(root, value, step, next);
            }
            values = next;
        }
        return values;
    }

    private static void take(JsonNode root, JsonNode value, Step step, List<JsonNode> into) {
        switch (step) {
            case Step.Child child -> {
                JsonNode found = value.get(child.name());
                if (found != null) {
                    add(found, into);
                }
            }
            case Step.All all -> value.forEach(element -> add(element, into));
            case Step.Descend descend -> descend(value, into);
            case Step.Index index -> {
                int at = index.at() < 0 ? value.size() + index.at() : index.at();
                if (value.isArray() && at >= 0 && at < value.size()) {
                    add(value.get(at), into);
                }
            }
            case Step.Slice slice -> slice(value, slice, into);
            case Step.Either either -> either.steps().forEach(part -> take(root, value, part, into));
            case Step.Filter filter -> {
                Iterable<JsonNode> elements = value instanceof ArrayNode array ? array : List.of(value);
                elements.forEach(element -> {
                    if (filter.condition().holds(root, element)) {
                        add(element, into);
                    }
                });
            }
        }
    }

    private static void descend(JsonNode value, List<JsonNode> into) {
        add(value, into);
        value.forEach(child -> {
            if (child.isContainerNode()) {
                descend(child, into);
            }
        });
    }

    private static void slice(JsonNode value, Step.Slice slice, List<JsonNode> into) {
        if (!value.isArray()) {
            return;
        }
        int size = value.size();
        int from = bound(slice.from().orElse(0), size);
        int to = bound(slice.to().orElse(size), size);
        for (long i = from; i < to; i += slice.by()) {
            add(value.get((int) i), into);
        }
    }

    private static int bound(int index, int size) {
        return Math.clamp(index < 0 ? (long) size + index : index, 0, size);
    }

    private static void add(JsonNode value, List<JsonNode> into) {
        if (into.size() >= MOST) {
            throw CliException.failure("the path matches more than " + MOST + " values; make it narrower");
        }
        into.add(value);
    }
}
