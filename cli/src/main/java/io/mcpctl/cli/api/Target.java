package io.mcpctl.cli.api;

import io.mcpctl.cli.CliException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The address that requests go to, and the bearer that belongs to it.
 *
 * @param session the login that the bearer comes from, if it does
 */
public record Target(URI base, Optional<String> token, Optional<Credentials> session) {
    public static final int DEFAULT_PORT = 3200;
    private static final int DIRECT_PORT = 3100;

    /** What the command line said about the address. */
    public record Wish(Optional<String> daemonUrl, boolean direct, Optional<Integer> port, Optional<Context> context) {
        Optional<String> contextName() {
            return context.map(Context::name);
        }
    }

    public Target(URI base, Optional<String> token) {
        this(base, token, Optional.empty());
    }

    /** The bearer is that of the environment, else of the login, else the one the daemon left for its owner. */
    public static Target find(Wish wish, Home home, Map<String, String> environment, Consumer<String> warn) {
        Optional<DaemonFile> daemon = home.daemon();
        URI base = base(wish, home, environment, daemon);
        Optional<String> given =
                Optional.ofNullable(environment.get("MCPCTL_TOKEN")).filter(value -> !value.isBlank());
        if (given.isPresent()) {
            return new Target(base, given);
        }
        Optional<Credentials> session =
                Credentials.of(home, wish.contextName(), warn).filter(login -> login.belongsTo(base));
        if (session.isPresent()) {
            return new Target(base, session.map(Credentials::token), session);
        }
        return new Target(base, ownersToken(daemon, base));
    }

    private static Optional<String> ownersToken(Optional<DaemonFile> daemon, URI base) {
        return daemon.filter(file -> sameOrigin(file.url(), base))
                .map(DaemonFile::token)
                .filter(value -> !value.isEmpty());
    }

    private static URI base(Wish wish, Home home, Map<String, String> environment, Optional<DaemonFile> daemon) {
        if (wish.daemonUrl().isPresent()) {
            return parse(wish.daemonUrl().get(), "--daemon-url");
        }
        if (wish.direct()) {
            return wish.context()
                    .flatMap(context -> context.mcpdUrl().or(context::url))
                    .or(() -> Settings.of(home).text("mcpdUrl"))
                    .map(url -> parse(url, "mcpdUrl in config.json"))
                    .or(() -> daemon.map(DaemonFile::url))
                    .orElse(URI.create("http://127.0.0.1:" + DIRECT_PORT));
        }
        if (wish.port().isPresent()) {
            return URI.create("http://127.0.0.1:" + wish.port().get());
        }
        Optional<String> ofContext = wish.context().flatMap(Context::url);
        if (ofContext.isPresent()) {
            return parse(ofContext.get(), "the address of the context");
        }
        String fromEnvironment = environment.get("MCPCTL_URL");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return parse(fromEnvironment, "MCPCTL_URL");
        }
        return daemon.map(DaemonFile::url)
                .or(() -> Settings.of(home).text("mcplocalUrl").map(url -> parse(url, "mcplocalUrl in config.json")))
                .orElse(URI.create("http://127.0.0.1:" + environment.getOrDefault("MCPCTL_PORT", "" + DEFAULT_PORT)));
    }

    public static URI parse(String text, String origin) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, with the same sentence as an address without a host.
        }
        throw CliException.usage(origin + " is \"" + text + "\"; give an address such as http://127.0.0.1:3200");
    }

    /** The token is for its daemon only; "localhost" is another name of the same address. */
    public static boolean sameOrigin(URI a, URI b) {
        return a.getPort() == b.getPort()
                && String.valueOf(a.getScheme()).equals(b.getScheme())
                && host(a).equals(host(b));
    }

    private static String host(URI uri) {
        return uri.getHost().equals("localhost") ? "127.0.0.1" : uri.getHost();
    }

    public URI resolve(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    /** The MCP endpoint of a project. */
    public URI project(String name) {
        return resolve("/projects/" + segment(name) + "/mcp");
    }

    /** The text as one segment of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
