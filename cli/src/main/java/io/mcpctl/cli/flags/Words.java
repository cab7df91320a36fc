package io.mcpctl.cli.flags;

import java.util.Locale;

/** Names of members as names of options. */
final class Words {
    private Words() {}

    /** {@code packageName} is {@code --package-name}. */
    static String option(String member) {
        return "--" + member.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** {@code --servers} is {@code --server} too, because it is given once for each. */
    static String singular(String option) {
        return option.endsWith("s") && !option.endsWith("ss") ? option.substring(0, option.length() - 1) : option;
    }
}
