package io.mcpctl.basics.net;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Hosts that are asked without a proxy: this machine, and those that are named. */
public final class DirectHosts {
    private final List<String> names;

    /** @param names of hosts, which stand for their subdomains too, in any case; {@code *} is every host */
    public DirectHosts(Collection<String> names) {
        this.names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** @param host as an address has it, with brackets around what needs them */
    public boolean contains(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        boolean local = wanted.equals("localhost") || wanted.startsWith("127.") || wanted.equals("[::1]");
        return local
                || names.stream()
                        .anyMatch(name -> name.equals("*")
                                || wanted.equals(name)
                                || wanted.endsWith(name.startsWith(".") ? name : "." + name));
    }
}
