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
        return open(folder, environment, 150, List.of("sh"));
    }

    /** @param shell its words; its prompt is {@code $} and a blank where it takes that from the environment */
    static TerminalSession open(Path folder, Map<String, String> environment, int columns, List<String> shell) {
        TerminalSession session = new TerminalSession(folder);
        try {
            List<String> line =
                    new ArrayList<>(List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", "50"));
            line.addAll(List.of("env", "PS1=$ ")); // tmux itself would not pass on a PATH
            environment.forEach((name, value) -> line.add(name + "=" + value));
            line.addAll(shell);
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
        return text(text).key("Enter");
    }

    /** Types. */
    TerminalSession text(String text) {
        if (!text.isEmpty()) {
            tmux(List.of("send-keys", "-l", "--", text));
        }
        return this;
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

    /** All lines there ever were, whole, also where the terminal breaks them. */
    List<String> lines() {
        List<String> lines = tmux(List.of("capture-pane", "-p", "-J", "-S", "-"))
                .stdout()
                .lines()
                .toList();
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(0, end);
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
