package io.mcpctl.proxymodels.internal;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a plug-in says to the log of the daemon. */
record PluginLog(String family, String plugin) implements System.Logger {
    private static final Logger LOG = LoggerFactory.getLogger("io.mcpctl.plugin");

    @Override
    public String getName() {
        return family + '/' + plugin;
    }

    @Override
    public boolean isLoggable(Level level) {
        return LOG.isEnabledForLevel(slf4j(level));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        LOG.atLevel(slf4j(level)).addKeyValue(family, plugin).setCause(thrown).log(String.valueOf(message));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
        if (isLoggable(level)) {
            log(level, bundle, format == null ? "" : MessageFormat.format(format, params), (Throwable) null);
        }
    }

    private static org.slf4j.event.Level slf4j(Level level) {
        return switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR, OFF -> org.slf4j.event.Level.ERROR;
        };
    }
}
