package io.mcpctl.cli.http;

import java.util.Locale;
import java.util.Optional;

/**
 * How requests leave this machine.
 *
 * @param noProxy hosts, separated by commas, that are asked without a proxy; {@code .example.org} is a whole domain
 * @param caFile certificates in PEM form that are trusted besides those of the JVM
 */
public record Network(
        Optional<String> httpProxy, Optional<String> httpsProxy, Optional<String> noProxy, Optional<String> caFile) {
    /** Without anything between. */
    public static final Network DIRECT =
            new Network(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The proxy for an address; this machine itself is always asked directly. */
    Optional<String> proxy(String scheme, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean local = name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
        return local || excluded(name) ? Optional.empty() : scheme.equals("https") ? httpsProxy : httpProxy;
    }

    private boolean excluded(String host) {
        for (String entry : noProxy.orElse("").toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = entry.strip();
            if (!name.isEmpty()
                    && (name.equals("*")
                            || host.equals(name)
                            || host.endsWith(name.startsWith(".") ? name : "." + name))) {
                return true;
            }
        }
        return false;
    }
}
