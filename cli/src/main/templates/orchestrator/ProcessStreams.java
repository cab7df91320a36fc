package {{package}};

import io.mcpctl.orchestrator.api.StdioChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The streams of one process; closing them ends it. */
record ProcessStreams(Process process, LastLines errors, Consumer<ProcessStreams> closed) implements StdioChannel {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    @Override
    public String lastErrorLines() {
        String lines = errors.last(20);
        return lines.length() > 2_000 ? lines.substring(lines.length() - 2_000) : lines;
    }

    /** Most servers end by themselves when their input does. */
    @Override
    public void close() {
        closed.accept(this);
        try {
            input().close();
        } catch (IOException e) {
            // It has ended already, and nobody reads what was left.
        }
        try {
            awaitExit(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(process, GRACE);
    }

    /** Asks it to end, waits, and kills it with the children that it had. */
    static void end(Process process, Duration grace) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
