package io.mcpctl.stage.javascript;

import io.mcpctl.stage.api.StageContext;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** The one function through which a script reaches the daemon: it writes to the log and remembers texts. */
record Host(StageContext context) implements ProxyExecutable {
    private static final int LONGEST_LINE = 4_000;

    /** There is nothing under that key. */
    private static final class Absent extends Exception {
        private static final long serialVersionUID = 1L;

        Absent() {
            super("absent", null, false, false);
        }
    }

    @Override
    public @Nullable Object execute(Value... words) {
        List<String> said = List.of(words).stream().map(Value::asString).toList();
        return switch (said.getFirst()) {
            case "log" -> log(said.get(1), said.get(2));
            case "cached" -> cached(said.get(1));
            default -> keep(said.get(1), said.get(2));
        };
    }

    private @Nullable Object log(String level, String line) {
        System.Logger.Level at =
                switch (level) {
                    case "debug" -> System.Logger.Level.DEBUG;
                    case "warn" -> System.Logger.Level.WARNING;
                    case "error" -> System.Logger.Level.ERROR;
                    default -> System.Logger.Level.INFO;
                };
        context.log().log(at, line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line);
        return null;
    }

    private @Nullable String cached(String key) {
        try {
            return context.cache().get(key, () -> {
                throw new Absent();
            });
        } catch (Absent e) {
            return null;
        } catch (Exception e) {
            throw new ScriptFailure("the cache failed: " + e.getMessage());
        }
    }

    private String keep(String key, String value) {
        try {
            return context.cache().get(key, () -> value);
        } catch (Exception e) {
            throw new ScriptFailure("the cache failed: " + e.getMessage());
        }
    }
}
