package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the kernel tells about processes, see proc(5). */
final class Proc {
    private static final Path ROOT = Path.of("/proc");
    /** USER_HZ: 100 on every Linux this product supports. */
    private static final double TICKS_PER_SECOND = 100;

    private Proc() {}

    /** One process; {@code startTime} in ticks since boot identifies it together with its pid. */
    record Stat(long pid, char state, long group, long session, long cpuTicks, long startTime) {
        boolean alive() {
            return state != 'Z' && state != 'X';
        }
    }

    static String bootId() {
        try {
            return Files.readString(ROOT.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the boot id of this machine", e);
        }
    }

    static Optional<Stat> stat(long pid) {
        try {
            return Optional.of(parse(Files.readString(ROOT.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty(); // the process ended, which is the answer
        }
    }

    /** The name of the program is in brackets and may itself hold brackets and blanks. */
    static Stat parse(String line) {
        int close = line.lastIndexOf(')');
        String[] field = line.substring(close + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(field[i]);
        }
        return new Stat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                field[0].charAt(0),
                Long.parseLong(field[2]),
                Long.parseLong(field[3]),
                ticks,
                Long.parseLong(field[19]));
    }

    /** Live members of a process group. */
    static List<Stat> group(long group) {
        List<Stat> members = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path process : all) {
                stat(Long.parseLong(process.getFileName().toString()))
                        .filter(stat -> stat.group() == group && stat.alive())
                        .ifPresent(members::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes of this machine", e);
        }
        return members;
    }

    static double cpuSeconds(List<Stat> members) {
        return members.stream().mapToLong(Stat::cpuTicks).sum() / TICKS_PER_SECOND;
    }

    static long memoryBytes(List<Stat> members) {
        return members.stream().mapToLong(member -> residentBytes(member.pid())).sum();
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(ROOT.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException gone) {
            return 0; // ended between listing and reading: uses nothing
        }
        return 0;
    }
}
