package io.mcpctl.embedded.internal;

import java.nio.file.Path;
import java.util.List;

/** A runtime without an HTTP listener: servlets are registered, and nobody serves them. */
final class Headless {
    /** What bundles with servlets ask for; without it they would not resolve. */
    static final String CAPABILITIES =
            "osgi.implementation;osgi.implementation=\"osgi.http\";version:Version=\"2.0.0\"";

    private static final List<String> SERVER =
            List.of("org.apache.felix.http.jetty12", "commons-fileupload", "commons-io", "io.mcpctl.http-");

    private Headless() {}

    static boolean needless(Path jar) {
        String name = jar.getFileName().toString();
        return SERVER.stream().anyMatch(name::startsWith);
    }
}
