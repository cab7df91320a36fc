package io.mcpctl.stage.sectionsplit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Source text: functions and classes at the margin, of the languages that are most read. */
final class CodeStructure extends LineStructure {
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?:(?:export|default|public|private|protected|internal|static|final|abstract|sealed|async|pub|open|data)\\s+)*"
                    + "(?:class|interface|enum|record|def|func|function|fn|struct|impl|trait|object|module)\\s+"
                    + "(?:\\([^)]*\\)\\s*)?([A-Za-z_$][\\w$]*).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*");
    private static final Pattern HINT = Pattern.compile("(?s).*([{};]|:\\s*)$");

    @Override
    public boolean isIn(String content) {
        long boundaries =
                content.lines().filter(line -> title(line, 0).isPresent()).count();
        boolean fenced = content.startsWith("```") && content.strip().endsWith("```");
        return fenced
                || (boundaries >= 2
                        && content.lines()
                                .noneMatch(line -> HEADING.matcher(line).matches()));
    }

    @Override
    Optional<String> title(String line, int depth) {
        Matcher found = BOUNDARY.matcher(line);
        boolean boundary =
                depth == 0 && found.matches() && (HINT.matcher(line.strip()).matches() || line.contains("("));
        return boundary ? Optional.of(found.group(1)) : Optional.empty();
    }
}
