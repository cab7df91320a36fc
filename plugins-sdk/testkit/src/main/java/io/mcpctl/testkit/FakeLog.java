package io.mcpctl.testkit;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged, for tests to look at. */
public final class FakeLog implements System.Logger {
    private static final int MOST = 10_000;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Lines as in {@code WARNING the table has no header}; of a very long log only the beginning. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String getName() {
        return "fake";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        add(level + " " + message + (thrown == null ? "" : ": " + thrown));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {
        add(level + " " + (values == null || values.length == 0 ? format : MessageFormat.format(format, values)));
    }

    private void add(String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }
}
