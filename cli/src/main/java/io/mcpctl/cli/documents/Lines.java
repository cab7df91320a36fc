package io.mcpctl.cli.documents;

import java.util.HashMap;
import java.util.Map;

/** Where the members of a document were written: paths such as {@code env[0].name} to lines, counted from 1. */
public final class Lines {
    private final String root;
    private final Map<String, Integer> lines;

    private Lines(String root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    static Lines recording() {
        return new Lines("", new HashMap<>());
    }

    void put(String path, int line) {
        lines.put(path, line);
    }

    /** The lines of what is below the path. */
    Lines below(String path) {
        return new Lines(root + path, lines);
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String child(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The line of the path or of the nearest thing around it. */
    public int of(String path) {
        String full = root.isEmpty() || path.isEmpty() || path.startsWith("[") ? root + path : root + "." + path;
        for (String at = full; !at.isEmpty(); at = parent(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
