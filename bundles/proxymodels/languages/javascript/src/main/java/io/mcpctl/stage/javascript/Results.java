package io.mcpctl.stage.javascript;

import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.StageResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/** What a stage returned, read within its sandbox. */
final class Results {
    private static final int MOST_SECTIONS = 10_000;
    private static final int DEEPEST = 8;

    private final String file;
    private int sections;

    private Results(String file) {
        this.file = file;
    }

    static StageResult read(String file, Value value) {
        if (value.isString()) {
            return StageResult.of(value.asString());
        }
        if (value.isNull() || !value.hasMembers() || value.canExecute() || value.hasArrayElements()) {
            throw new ScriptFailure(file + ": returned " + (value.isNull() ? "nothing" : kind(value))
                    + "; a stage returns a text, or an object with content");
        }
        Results results = new Results(file);
        return new StageResult(
                results.text(value, "content"), results.list(value, 0), metadata(value.getMember("metadata")));
    }

    private static String kind(Value value) {
        return value.getMetaObject() == null
                ? "a value of an unknown type"
                : "a value of type " + value.getMetaObject().getMetaSimpleName();
    }

    private String text(Value object, String member) {
        Value found = object.getMember(member);
        if (found == null || !found.isString()) {
            throw new ScriptFailure(file + ": returned an object whose " + member + " is no text");
        }
        return found.asString();
    }

    private List<Section> list(Value object, int depth) {
        Value found = object.getMember(depth == 0 ? "sections" : "children");
        if (found == null || found.isNull()) {
            return List.of();
        }
        if (!found.hasArrayElements() || depth == DEEPEST) {
            throw new ScriptFailure(file
                    + (depth == DEEPEST
                            ? ": returned sections in more than " + DEEPEST + " levels"
                            : ": returned sections that are no list"));
        }
        List<Section> all = new ArrayList<>();
        for (long i = 0; i < found.getArraySize(); i++) {
            if (++sections > MOST_SECTIONS) {
                throw new ScriptFailure(file + ": returned more than " + MOST_SECTIONS + " sections");
            }
            Value one = found.getArrayElement(i);
            all.add(new Section(text(one, "id"), text(one, "title"), text(one, "content"), list(one, depth + 1)));
        }
        return all;
    }

    /** A value as a text; a text has no quotes then. */
    static String words(Value value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static Map<String, String> metadata(Value object) {
        Map<String, String> all = new HashMap<>();
        if (object != null && object.hasMembers()) {
            object.getMemberKeys().stream().limit(100).forEach(key -> all.put(key, words(object.getMember(key))));
        }
        return all;
    }
}
