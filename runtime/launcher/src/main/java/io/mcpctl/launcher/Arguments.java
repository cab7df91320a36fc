package io.mcpctl.launcher;

import io.mcpctl.boot.Home;
import io.mcpctl.boot.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of the daemon.
 *
 * @param distribution folder with {@code bundles/}
 * @param profile a further file of defaults of the distribution, such as {@code serve}
 * @param port overrides {@code http.port}
 * @param upstreams MCP servers for this run alone
 * @param config settings file of a proxy, instead of the one in the home
 * @param project overrides {@code gateway.project}
 */
record Arguments(
        Path home,
        Path distribution,
        Optional<String> profile,
        Optional<Integer> port,
        Optional<String> host,
        List<String> upstreams,
        Optional<Path> config,
        Optional<String> project) {
    private static final String USAGE =
            "usage: --distribution <folder> [--profile <name>] [--home <folder>] [--port <n>] [--host <address>]"
                    + " [--upstream <name>=<transport>:<command or URL>]... [--config <file>] [--project <name>]";

    Arguments {
        upstreams = List.copyOf(upstreams);
    }

    /** Without upstreams, settings file and project. */
    Arguments(Path home, Path distribution, Optional<String> profile, Optional<Integer> port, Optional<String> host) {
        this(home, distribution, profile, port, host, List.of(), Optional.empty(), Optional.empty());
    }

    /** Name of the folder. */
    String distributionName() {
        return String.valueOf(distribution.getFileName());
    }

    static Arguments parse(String[] args) throws StartException {
        Map<String, String> values = new HashMap<>();
        List<String> upstreams = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new StartException(USAGE, 2);
            }
            if (args[i].equals("--upstream")) {
                upstreams.add(args[i + 1]);
            } else {
                values.put(args[i].substring(2), args[i + 1]);
            }
        }
        String distribution = values.remove("distribution");
        if (distribution == null) {
            throw new StartException("--distribution is required: the folder that holds bundles/; " + USAGE, 2);
        }
        String home = values.remove("home");
        Optional<String> profile = Optional.ofNullable(values.remove("profile"));
        Optional<Integer> port = number(values.remove("port"));
        Optional<String> host = Optional.ofNullable(values.remove("host"));
        Optional<Path> config = Optional.ofNullable(values.remove("config"))
                .map(file -> Path.of(file).toAbsolutePath());
        Optional<String> project = Optional.ofNullable(values.remove("project"));
        if (!values.isEmpty()) {
            throw new StartException(
                    "unknown option --" + values.keySet().iterator().next() + "; " + USAGE, 2);
        }
        return new Arguments(
                home == null ? Home.byDefault() : Path.of(home).toAbsolutePath(),
                Path.of(distribution).toAbsolutePath(),
                profile,
                port,
                host,
                upstreams,
                config,
                project);
    }

    private static Optional<Integer> number(@org.jspecify.annotations.Nullable String text) throws StartException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return Optional.of(port);
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a number out of range.
        }
        throw new StartException("--port is '" + text + "'; expected 0 to 65535", 2);
    }
}
