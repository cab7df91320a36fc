package io.mcpctl.stage.javascript;

import java.util.Optional;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;

/** What went wrong in a script, as a sentence with the line where there is one. */
final class ScriptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptFailure(String message) {
        super(message);
    }

    private ScriptFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same for a failure in the engine's words. */
    static ScriptFailure of(String file, PolyglotException e) {
        if (e.isHostException() && e.asHostException() instanceof ScriptFailure own) {
            return own;
        }
        String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("it says nothing");
        if (e.isInterrupted()) {
            words = "was stopped: nobody waits for it any more";
        } else if (e.isResourceExhausted()) {
            words = "it needs more memory or a deeper stack than there is";
        } else if (e.isSyntaxError()) {
            words = words.replaceFirst("^SyntaxError: (\\S+:\\d+:\\d+ )?", "");
        }
        return new ScriptFailure(file + line(file, e).map(line -> ":" + line).orElse("") + ": " + words, e);
    }

    private static Optional<Integer> line(String file, PolyglotException e) {
        if (of(file, e.getSourceLocation())) {
            return Optional.of(e.getSourceLocation().getStartLine());
        }
        for (StackFrame frame : e.getPolyglotStackTrace()) {
            if (frame.isGuestFrame() && of(file, frame.getSourceLocation())) {
                return Optional.of(frame.getSourceLocation().getStartLine());
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("NullAway") // the engine gives null for a place that it does not know
    private static boolean of(String file, SourceSection place) {
        return place != null && place.getSource().getName().equals(file);
    }
}
