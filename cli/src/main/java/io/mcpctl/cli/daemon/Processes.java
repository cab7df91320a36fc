package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks at processes of this machine. */
final class Processes {
    private Processes() {}

    /** Whether the process runs; one that ended and that nobody has collected does not. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !zombie(pid);
    }

    private static boolean zombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false; // No such file system, or the process has just gone.
        }
    }

    /** Whether its command line is that of a daemon. */
    static boolean isDaemon(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .map(line -> line.contains(DaemonProcess.MAIN_CLASS))
                .orElse(false);
    }

    /** Waits until something is so; false when the time is over. */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
            }
        }
        return true;
    }
}
