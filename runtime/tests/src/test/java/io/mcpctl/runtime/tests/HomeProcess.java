package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process that belongs to a home: it works inside it, or was started for it. */
record HomeProcess(long pid, String command) {
    private static final Path PROC = Path.of("/proc");

    static List<HomeProcess> of(Path home) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            throw Required.missing("/proc, in which processes are found");
        }
        try (Stream<Path> all = Files.list(PROC)) {
            return all.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> belongs(folder, home))
                    .map(folder -> new HomeProcess(
                            Long.parseLong(folder.getFileName().toString()), text(folder.resolve("cmdline"))))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("/proc cannot be listed", e);
        }
    }

    /** Whether it is over with all its files closed, which happens after its memory is gone. */
    boolean isOver() {
        String stat = text(PROC.resolve(pid + "/stat"));
        return stat.isEmpty()
                || stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    }

    void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether its working folder is this one below the home. */
    boolean worksIn(String folder) {
        return cwd(PROC.resolve(Long.toString(pid))).endsWith(folder);
    }

    /** Sends it a signal by name. */
    void signal(String name) {
        Run.of(List.of("kill", "-" + name, Long.toString(pid)), Path.of("/"), Map.of(), "", Duration.ofSeconds(10))
                .exits(0);
    }

    private static boolean belongs(Path folder, Path home) {
        return cwd(folder).startsWith(home.toString())
                || text(folder.resolve("environ")).contains(home.toString());
    }

    private static String cwd(Path folder) {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).toString();
        } catch (IOException e) {
            return ""; // Ended meanwhile, or a zombie.
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return ""; // Ended meanwhile, or a zombie.
        }
    }
}
