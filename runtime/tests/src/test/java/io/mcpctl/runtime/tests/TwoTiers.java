package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A control plane and a proxy in front of it: two processes, two homes, one login. */
final class TwoTiers implements AutoCloseable {
    static final String PASSWORD = "a-long-password-4tests";

    final Product plane = Product.started(Map.of(), "up", "--distribution", "mcpd");
    final Product proxy =
            Product.started(Map.of("MCPLOCAL_MCPD_URL", plane.url("")), "up", "--distribution", "mcplocal");

    /** The control plane, with a user who may do everything. */
    TwoTiers planeUp() {
        plane.up();
        plane.runWith(PASSWORD + "\n", "login", "--email", "owner@example.org", "--password-stdin", "--yes")
                .exits(0);
        return this;
    }

    TwoTiers proxyUp() {
        logIn();
        proxy.up();
        return this;
    }

    /** The proxy's home gets the login of the control plane's. */
    void logIn() {
        try {
            Files.createDirectories(proxy.home());
            Path file = proxy.home().resolve("credentials.json");
            Files.deleteIfExists(file);
            Files.copy(plane.home().resolve("credentials.json"), file);
        } catch (IOException e) {
            throw new AssertionError("no login", e);
        }
    }

    /** Everything that the daemon of a home wrote. */
    static String logs(Product product) {
        try (Stream<Path> files = Files.list(product.home().resolve("logs"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new AssertionError("no logs", e);
        }
    }

    @Override
    public void close() {
        try {
            proxy.close();
        } finally {
            plane.close();
        }
    }
}
