package io.mcpctl.proxymodels.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file in the folder of stages.
 *
 * @param stage name of the stage that it is to become
 * @param extension the language, without the dot
 */
record StageFile(String file, String stage, String extension) {
    private static final Pattern SOURCE = Pattern.compile("(.+)\\.([a-z0-9]{1,10})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Empty for what is no source: a name without extension, a jar, a draft of an editor. */
    static Optional<StageFile> of(String file) {
        return Optional.of(SOURCE.matcher(file))
                .filter(found -> found.matches() && !found.group(2).matches("jar|class|tmp|swp|bak|part|md|txt"))
                .map(found -> new StageFile(file, stage(found.group(1)), found.group(2)));
    }

    /** Classes are in camel case, stages are not. */
    private static String stage(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Why no stage can have that name. */
    Optional<String> trouble() {
        return NAME.matcher(stage).matches()
                ? Optional.empty()
                : Optional.of(file + ": \"" + stage
                        + "\" is no name of a stage; name the file with letters, digits and \"-\" only");
    }
}
