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
 * @param upstreams MCP servers that only this run of the proxy knows
 */
public record Launch(Optional<Integer> port, String distribution, Optional<String> profile, List<String> upstreams) {
    private static final String STANDALONE = "standalone";
    private static final String PROXY = "mcplocal";
    private static final List<String> DISTRIBUTIONS = List.of(STANDALONE, "mcpd", PROXY);

    public Launch {
        upstreams = List.copyOf(upstreams);
    }

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
        List<String> upstreams = invocation.arguments().values("--upstream");
        if (!upstreams.isEmpty() && (serve || !distribution.equals(PROXY))) {
            throw CliException.usage("--upstream goes with --distribution " + PROXY + " only, and not with --serve");
        }
        return new Launch(
                invocation.portOption(), distribution, serve ? Optional.of("serve") : Optional.empty(), upstreams);
    }
}
