package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The daemon's log file, and what its JVM wrote before there was one. */
public final class DaemonLogs {
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private DaemonLogs() {}

    static Path outputFile(Home home) {
        return home.logs().resolve("daemon.out");
    }

    /** The last lines of both, the raw output first. */
    public static List<String> last(Home home, int count) {
        List<String> lines = new ArrayList<>(lastOf(outputFile(home), Math.min(count, 50)));
        lines.addAll(lastOf(home.logs().resolve("daemon.log"), count));
        if (lines.isEmpty()) {
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "there is no log in " + home.logs() + "; the daemon was never started with this home");
        }
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The last lines of a file; none when it does not exist. */
    static List<String> lastOf(Path file, int count) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, access.length() - MOST_BYTES);
            access.seek(start);
            byte[] bytes = new byte[(int) (access.length() - start)];
            access.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the log " + file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
