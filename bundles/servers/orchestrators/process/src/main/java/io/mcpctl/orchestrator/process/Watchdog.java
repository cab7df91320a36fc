package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell in a session of its own that holds one end of a pipe. When the daemon ends, even by kill -9, the pipe ends,
 * and the shell ends every group it was told of. Replaced when it was killed itself.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Long> groups = new TreeSet<>();
    private @Nullable Process shell;

    void add(long group) {
        tell('+', group);
    }

    void remove(long group) {
        tell('-', group);
    }

    /** Ends the watchdog, which ends the groups that are still listed. */
    @Override
    public void close() {
        lock.lock();
        try {
            Process running = shell;
            shell = null;
            if (running != null) {
                running.getOutputStream().close();
                if (!running.waitFor(5, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("watchdog was gone already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** For tests: the shell's process id. */
    long pid() {
        lock.lock();
        try {
            return shell == null ? -1 : shell.pid();
        } finally {
            lock.unlock();
        }
    }

    private void tell(char sign, long group) {
        lock.lock();
        try {
            boolean changed = sign == '+' ? groups.add(group) : groups.remove(group);
            if (!changed) {
                return;
            }
            if (shell == null || !shell.isAlive()) {
                restart();
            } else {
                write(shell, sign, group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the watchdog of child processes cannot be reached", e);
        } finally {
            lock.unlock();
        }
    }

    private void restart() throws IOException {
        if (shell != null) {
            LOG.atWarn().addKeyValue("groups", groups.size()).log("watchdog was gone and is replaced");
        }
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", script(), "mcpctl-watchdog")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process started = builder.start();
        shell = started;
        for (long group : groups) {
            write(started, '+', group);
        }
    }

    private static void write(Process shell, char sign, long group) throws IOException {
        shell.getOutputStream().write((sign + Long.toString(group) + "\n").getBytes(StandardCharsets.US_ASCII));
        shell.getOutputStream().flush();
    }

    private static String script() throws IOException {
        try (InputStream in = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (in == null) {
                throw new IOException("watchdog.sh is missing from the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
