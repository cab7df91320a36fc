package io.mcpctl.plugins.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the framework says about a bundle that cannot be wired, in words for people. */
final class ResolverWords {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
    private static final Pattern JAVA = Pattern.compile("osgi\\.ee.*\\(version=([^)]+)\\)");

    private ResolverWords() {}

    static String of(String message) {
        Matcher name = PACKAGE.matcher(message);
        if (name.find()) {
            Matcher below = BELOW.matcher(message);
            String most = below.find() ? " and below " + below.group(1) : "";
            Matcher least = AT_LEAST.matcher(BELOW.matcher(message).replaceAll(""));
            String version = least.find() ? " in version " + least.group(1) + " or later" + most : "";
            return "it needs package " + name.group(1) + version
                    + ", which nobody here offers; put the library into the jar (-conditionalpackage in bnd)";
        }
        Matcher java = JAVA.matcher(message);
        return java.find()
                ? "it needs Java " + java.group(1) + ", and this is Java "
                        + Runtime.version().feature()
                : "it does not fit: " + message;
    }
}
