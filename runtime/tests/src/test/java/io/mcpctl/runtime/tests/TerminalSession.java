package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A terminal with a shell in it, through tmux: for what a program does only when a person is there. */
final class TerminalSession implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TMUX_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final String socket = "mcpctl-test-" + UUID.randomUUID();

    private TerminalSession(Path folder) {
        this.folder = folder;
    }

    static TerminalSession open(Path folder, Map<String, String> environment) {
        TerminalSession session = new TerminalSession(folder);
        try {
            List<String> line = new ArrayList<>(List.of("new-session", "-d", "-x", "150", "-y", "50"));
            environment.forEach((name, value) -> line.addAll(List.of("-e", name + "=" + value)));
            line.addAll(List.of("env", "PS1=$ ", "sh"));
            session.tmux(line);
        } catch (AssertionError e) {
            if (e.getCause() instanceof IOException) {
                throw Required.missing("tmux on the PATH (Debian package tmux)");
            }
            throw e;
        }
        return session;
    }

    private Run tmux(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
        line.addAll(arguments);
        return Run.of(line, folder, Map.of("TERM", "xterm"), "", TMUX_LIMIT).exits(0);
    }

    /** Types a line and Enter. */
    TerminalSession type(String text) {
        tmux(List.of("send-keys", "-l", text));
        return key("Enter");
    }

    /** Presses a key such as {@code C-c}. */
    TerminalSession key(String name) {
        tmux(List.of("send-keys", name));
        return this;
    }

    /** Waits until the screen shows the text. */
    TerminalSession awaitText(String text) {
        Wait.until("\"" + text + "\" on the screen", LIMIT, () -> screen().contains(text), this::screen);
        return this;
    }

    String screen() {
        return tmux(List.of("capture-pane", "-p", "-S", "-200")).stdout();
    }

    /** What is visible, with the sequences that colour it. */
    String coloured() {
        return tmux(List.of("capture-pane", "-p", "-e")).stdout();
    }

    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }
}
