package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time and memory of processes, from /proc. */
final class Processes {
    private static final double TICK_MILLIS = 10; // USER_HZ is 100 on every Linux of today

    private Processes() {}

    /** Milliseconds of processor time that processes and their descendants have used so far. */
    static double cpuMillis(List<Long> roots) {
        return roots.stream()
                .flatMap(root -> ProcessHandle.of(root).stream())
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .mapToDouble(handle -> cpuOf(handle.pid()))
                .sum();
    }

    private static double cpuOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
        } catch (IOException e) {
            return 0; // it ended meanwhile
        }
    }

    /** Resident memory of processes in MiB. */
    static double rssMiB(List<Long> pids) {
        return pids.stream().mapToDouble(Processes::rssMiB).sum();
    }

    /** Resident memory of one process in MiB. */
    static double rssMiB(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it ended
        }
    }
}
