package io.mcpctl.cli.http;

import io.mcpctl.basics.net.DirectHosts;
import java.util.List;
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
        Optional<String> proxy = scheme.equals("https") ? httpsProxy : httpProxy;
        return proxy.filter(address -> !direct().contains(host));
    }

    /** Hosts that are asked without a proxy. */
    DirectHosts direct() {
        return new DirectHosts(List.of(noProxy.orElse("").split(",", -1)));
    }
}
