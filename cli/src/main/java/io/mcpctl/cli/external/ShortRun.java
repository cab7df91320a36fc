package io.mcpctl.cli.external;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A program that has to answer at once. */
final class ShortRun {
    private static final long LIMIT_MILLIS = 250;
    private static final long END_MILLIS = 50;
    private static final int MOST_BYTES = 64 * 1024;

    private ShortRun() {}

    /** The lines of its output; none when it takes too long or fails. */
    static List<String> lines(List<String> line) {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return lines(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return List.of(); // It cannot be started: there is nothing to offer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Read on a thread of its own, which ends with the program. */
    private static List<String> lines(Process process) throws InterruptedException {
        AtomicReference<String> text = new AtomicReference<>("");
        InputStream out = process.getInputStream();
        Thread reader = Thread.ofPlatform().daemon().name("external-completion").start(() -> {
            try {
                text.set(new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.set(""); // It was ended.
            }
        });
        reader.join(LIMIT_MILLIS);
        boolean done =
                !reader.isAlive() && process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        return done
                ? String.valueOf(text.get())
                        .lines()
                        .filter(part -> !part.isBlank() && !part.startsWith(":"))
                        .toList()
                : List.of();
    }
}
