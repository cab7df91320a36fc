package io.mcpctl.orchestrator.api;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the line that says why a program ended. */
public final class ErrorLines {
    private static final Pattern NOISE = Pattern.compile(
            "npm (warn|notice|http|timing)\\b.*"
                    + "|npm (error|err!)( (code \\S+|errno \\S+|syscall \\S+|\\d+|A complete log of this run.*))?"
                    + "|Node\\.js v\\S+|at .*|[\\[\\](){}^~,;.-]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TROUBLE = Pattern.compile(
            "error|exception|fatal|fail|cannot|panic|denied|not found|no such", Pattern.CASE_INSENSITIVE);
    private static final Pattern INSTALLER = Pattern.compile("npm (error|err!)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY_HOST = Pattern.compile("https?://[^/\\s]+");
    private static final Pattern REGISTRY_HOST =
            Pattern.compile("https?://(?:[^/\\s]*registry[^/\\s]*|[^/\\s]+(?=/simple/))", Pattern.CASE_INSENSITIVE);

    private ErrorLines() {}

    /**
     * The last line that tells of trouble, or else the last one: warnings and notices of package installers and lines of
     * stack traces are passed over, of an installer's error its first line is taken. Hosts of package registries are
     * left out: they say where a machine gets its packages, and may hold credentials.
     */
    public static Optional<String> telling(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !NOISE.matcher(line).matches())
                .toList();
        int last = lastTrouble(lines);
        if (last < 0) {
            return Optional.empty();
        }
        while (last > 0 && installer(lines.get(last)) && installer(lines.get(last - 1))) {
            last--;
        }
        return Optional.of(withoutRegistry(lines.get(last)));
    }

    private static int lastTrouble(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (TROUBLE.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return lines.size() - 1;
    }

    private static boolean installer(String line) {
        return INSTALLER.matcher(line).matches();
    }

    private static String withoutRegistry(String line) {
        return (installer(line) ? ANY_HOST : REGISTRY_HOST).matcher(line).replaceAll("");
    }
}
