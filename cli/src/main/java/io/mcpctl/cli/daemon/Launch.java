package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import java.util.List;
import java.util.Optional;

/**
 * Which daemon is to be started.
 *
 * @param distribution its set of bundles
 * @param profile further defaults of the distribution
 */
public record Launch(Optional<Integer> port, String distribution, Optional<String> profile) {
    private static final String STANDALONE = "standalone";
    private static final String PROXY = "mcplocal";
    private static final List<String> DISTRIBUTIONS = List.of(STANDALONE, "mcpd", PROXY);

    /** As the command line says. */
    public static Launch of(Invocation invocation) {
        boolean serve = invocation.arguments().has("--serve");
        String distribution = invocation.arguments().value("--distribution").orElse(serve ? PROXY : STANDALONE);
        if (!DISTRIBUTIONS.contains(distribution)) {
            throw CliException.usage(
                    "--distribution is \"" + distribution + "\"; use one of " + String.join(", ", DISTRIBUTIONS));
        }
        if (serve && !distribution.equals(PROXY)) {
            throw CliException.usage("--serve goes with --distribution " + PROXY + " only");
        }
        return new Launch(invocation.portOption(), distribution, serve ? Optional.of("serve") : Optional.empty());
    }
}
