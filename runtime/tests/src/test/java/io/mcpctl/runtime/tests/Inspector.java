package io.mcpctl.runtime.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line of the official Inspector. */
final class Inspector {
    private static final String LAUNCHER =
            "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Inspector() {}

    /** What it prints about an endpoint; {@code transport} is {@code http} or {@code sse}. */
    static String atUrl(Product product, String transport, String url, String... options) {
        return run(product, List.of(url, "--transport", transport), options);
    }

    /** What it prints about a project that it reaches by starting {@code mcpctl mcp}. */
    static String overStdio(Product product, String project, String... options) {
        String mcpctl = Product.ROOT.resolve("mcpctl").toString();
        return run(
                product,
                List.of(mcpctl, "mcp", "-p", project, "-e", "MCPCTL_HOME=" + product.home(), "--transport", "stdio"),
                options);
    }

    private static String run(Product product, List<String> target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--cli"));
        arguments.addAll(target);
        arguments.addAll(List.of("--format", "json"));
        arguments.addAll(List.of(options));
        return Run.of(Npm.node(LAUNCHER, arguments), Npm.installed(), product.environment(), "", LIMIT)
                .exits(0)
                .stdout();
    }
}
