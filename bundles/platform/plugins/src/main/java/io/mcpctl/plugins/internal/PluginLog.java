package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of the daemon's log that concern one plug-in: those about it, and those that its classes wrote. */
final class PluginLog {
    private static final int LOOK_BACK = 4 * 1024 * 1024;

    private final String mark;
    private final Set<String> classes;

    PluginLog(String plugin, Set<String> classes) {
        this.mark = "plugin=\"" + plugin + "\"";
        this.classes = classes.stream().map(name -> name.split("\\$", 2)[0]).collect(Collectors.toSet());
    }

    /** The last ones, at most {@code tail}, with the stack traces that belong to them. */
    List<String> last(Path log, int tail) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : end(log).split("\n", -1)) {
            boolean begins = line.length() > 10 && line.charAt(4) == '-' && line.charAt(10) == 'T';
            inside = begins ? concerns(line) : inside && !line.isEmpty();
            if (inside) {
                found.add(line);
            }
        }
        return found.subList(Math.max(0, found.size() - tail), found.size());
    }

    private boolean concerns(String line) {
        if (line.contains(mark)) {
            return true;
        }
        String[] words = line.split(" +", 4);
        return words.length > 3 && classes.stream().anyMatch(name -> isLogger(words[2], name));
    }

    /** Whether the name of a logger is that of the class; leading parts may be shortened, as in {@code c.e.tsv.Stage}. */
    private static boolean isLogger(String logger, String name) {
        String[] shown = logger.split("\\.", -1);
        String[] full = name.split("\\.", -1);
        if (shown.length != full.length || !shown[full.length - 1].equals(full[full.length - 1])) {
            return false;
        }
        for (int i = 0; i < full.length; i++) {
            if (!full[i].startsWith(shown[i])) {
                return false;
            }
        }
        return true;
    }

    private static String end(Path log) {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LOOK_BACK);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INTERNAL, "the daemon's log cannot be read: " + e.getMessage(), e);
        }
    }
}
