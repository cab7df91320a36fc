package io.mcpctl.runtime.tests;

import io.mcpctl.runtime.tests.RecordedSession.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Types a recorded session into a terminal, each line when the terminal shows exactly what the document has before it. */
final class SessionReplay {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final TerminalSession terminal;
    private final Cast cast;
    private final List<String> expected = new ArrayList<>();
    private int filmed;

    SessionReplay(TerminalSession terminal, Cast cast) {
        this.terminal = terminal;
        this.cast = cast;
    }

    /** @param prompt what stands before the cursor in the end */
    void run(RecordedSession session, String prompt) {
        boolean pressed = false;
        for (Step step : session.steps()) {
            expected.addAll(step.shown());
            List<String> screen = await(step.cursor());
            film(screen, pressed);
            type(step);
            pressed = !step.enter();
            step.line().ifPresent(expected::add);
        }
        expected.addAll(session.last());
        film(await(prompt), false);
    }

    private List<String> await(String cursor) {
        List<String> wanted = new ArrayList<>(expected);
        wanted.add(cursor);
        Wait.until(
                "the terminal shows what the document has",
                LIMIT,
                () -> RecordedSession.difference(wanted, terminal.lines()).isEmpty(),
                () -> RecordedSession.difference(wanted, terminal.lines()).orElse("it does now")
                        + "\n\nThe whole terminal:\n" + String.join("\n", terminal.lines()));
        return terminal.lines();
    }

    private void type(Step step) {
        for (int i = 0; i < step.keys().size(); i++) {
            if (i > 0) {
                terminal.key("Tab");
            }
            terminal.text(step.keys().get(i));
        }
        if (step.seen()) {
            cast.types(step.keys().getFirst());
        }
        if (step.enter()) {
            terminal.key("Enter");
            cast.enter();
        }
    }

    /** @param pressed whether keys have changed the line of the cursor */
    private void film(List<String> screen, boolean pressed) {
        String cursor = screen.size() > expected.size() ? screen.get(expected.size()) : "";
        if (pressed) {
            cast.becomes(cursor);
        } else {
            cast.shows(screen.subList(Math.min(filmed, expected.size()), expected.size()), cursor);
        }
        filmed = expected.size() + 1;
    }
}
