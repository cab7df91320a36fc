package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events are worth a line: those of the names that were asked for, and nothing twice. */
final class WatchFilter {
    private final List<Glob> globs;
    private final boolean onlyChanges;
    private final Map<String, String> shown = new HashMap<>();
    private Set<String> unconfirmed = new HashSet<>();
    private boolean complete;

    WatchFilter(Invocation invocation, List<String> names) {
        this.globs = names.stream().map(Glob::of).toList();
        this.onlyChanges = invocation.arguments().has("--watch-only");
    }

    /**
     * Whether the event is to be shown.
     *
     * @param name that patterns are for
     * @param key that no other resource of the kind has
     * @param content what would be shown
     */
    boolean wants(String event, String name, String key, String content) {
        if (!globs.isEmpty() && globs.stream().noneMatch(glob -> glob.matches(name))) {
            return false;
        }
        unconfirmed.remove(key);
        boolean known = shown.containsKey(key);
        String before = event.equals("DELETED") ? shown.remove(key) : shown.put(key, content);
        if (event.equals("DELETED")) {
            return true;
        }
        return (complete || !onlyChanges) && (!known || !content.equals(before));
    }

    void complete() {
        complete = true;
    }

    void startAnew() {
        unconfirmed = new HashSet<>(shown.keySet());
    }

    /** Keys of those that were there before everything was told anew and are not there now. */
    Set<String> vanished() {
        Set<String> keys = Set.copyOf(unconfirmed);
        unconfirmed = new HashSet<>();
        keys.forEach(shown::remove);
        return keys;
    }
}
