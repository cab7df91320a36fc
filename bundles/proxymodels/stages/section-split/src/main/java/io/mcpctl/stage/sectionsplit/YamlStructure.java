package io.mcpctl.stage.sectionsplit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping in YAML: every line at the margin is a key, a comment or an element of a list. */
final class YamlStructure extends LineStructure {
    private static final Pattern KEY = Pattern.compile("(\"[^\"]+\"|'[^']+'|[A-Za-z0-9_./-]+):(\\s.*)?");

    @Override
    public boolean isIn(String content) {
        long keys = 0;
        for (String line : content.lines().toList()) {
            boolean margin = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
            if (margin && KEY.matcher(line).matches()) {
                keys++;
            } else if (margin && !line.startsWith("#") && !line.startsWith("- ") && !line.equals("---")) {
                return false;
            }
        }
        return keys >= 2;
    }

    @Override
    Optional<String> title(String line, int depth) {
        Matcher key = KEY.matcher(line);
        return depth == 0 && key.matches() ? Optional.of(key.group(1).replaceAll("[\"']", "")) : Optional.empty();
    }
}
