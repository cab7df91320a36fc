package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which daemon is to be started.
 *
 * @param distribution its set of bundles
 * @param profile further defaults of the distribution
 * @param upstreams MCP servers that only this run of the proxy knows
 * @param config settings file of the proxy, instead of the one in the home
 * @param project what {@code /mcp} serves
 * @param java options of the user's for its JVM; they come after ours
 */
public record Launch(
        Optional<Integer> port,
        String distribution,
        Optional<String> profile,
        List<String> upstreams,
        Optional<Path> config,
        Optional<String> project,
        List<String> java) {
    private static final String JAVA_OPTIONS = "MCPCTL_JAVA_OPTIONS";
    private static final String STANDALONE = "standalone";
    private static final String PROXY = "mcplocal";
    private static final List<String> DISTRIBUTIONS = List.of(STANDALONE, "mcpd", PROXY);

    public Launch {
        upstreams = List.copyOf(upstreams);
        java = List.copyOf(java);
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
        Optional<String> config = invocation.arguments().value("--config");
        if (config.isPresent() && !distribution.equals(PROXY)) {
            throw CliException.usage("--config goes with --distribution " + PROXY + " only");
        }
        return new Launch(
                invocation.portOption(),
                distribution,
                serve ? Optional.of("serve") : Optional.empty(),
                upstreams,
                config.map(Launch::file),
                Optional.empty(),
                words(invocation.environment().getOrDefault(JAVA_OPTIONS, "")));
    }

    /** The same, with what {@code /mcp} serves. */
    public Launch serving(Optional<String> chosen) {
        return new Launch(port, distribution, profile, upstreams, config, chosen, java);
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static Path file(String name) {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw CliException.usage("--config is \"" + name + "\", which is no file name");
        }
    }
}
