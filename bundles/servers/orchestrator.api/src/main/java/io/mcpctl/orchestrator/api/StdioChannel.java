package io.mcpctl.orchestrator.api;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** The standard streams of one process. Closing ends input, waits, then ends the process group; idempotent. */
@ConsumerType
public interface StdioChannel extends AutoCloseable {
    /** What the process writes; end of file when it ended. */
    InputStream output();

    /** What the process reads; not buffered by the caller's side. */
    OutputStream input();

    /** Waits for the end of the process at most {@code limit}; its exit code, or empty when it still runs. */
    Optional<Integer> awaitExit(Duration limit) throws InterruptedException;

    /** The last lines the process wrote to standard error, for error messages; at most 2,000 characters. */
    String lastErrorLines();

    @Override
    void close();
}
