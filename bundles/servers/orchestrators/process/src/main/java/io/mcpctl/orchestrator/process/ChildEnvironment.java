package io.mcpctl.orchestrator.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a child sees of the daemon's environment: an allow list, because the rest may hold the daemon's secrets. */
final class ChildEnvironment {
    private static final Pattern ALLOWED = Pattern.compile("PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR"
            + "|.*_PROXY|.*_proxy|SSL_CERT_.*|NODE_EXTRA_CA_CERTS|npm_config_.*|NPM_CONFIG_.*|PIP_.*|UV_.*");

    private ChildEnvironment() {}

    static Map<String, String> of(Map<String, String> daemon, Map<String, String> definition) {
        Map<String, String> child = new TreeMap<>(daemon);
        child.keySet().removeIf(name -> !ALLOWED.matcher(name).matches());
        child.putAll(definition);
        return child;
    }
}
