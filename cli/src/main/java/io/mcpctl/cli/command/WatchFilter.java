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

    /** Whether the event is to be shown; {@code content} is what would be. */
    boolean wants(String event, String name, String content) {
        if (!globs.isEmpty() && globs.stream().noneMatch(glob -> glob.matches(name))) {
            return false;
        }
        unconfirmed.remove(name);
        boolean known = shown.containsKey(name);
        String before = event.equals("DELETED") ? shown.remove(name) : shown.put(name, content);
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

    /** Names that were there before everything was told anew and are not there now. */
    Set<String> vanished() {
        Set<String> names = Set.copyOf(unconfirmed);
        unconfirmed = new HashSet<>();
        names.forEach(shown::remove);
        return names;
    }
}
