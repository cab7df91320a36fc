package io.mcpctl.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;

/** The framework with the bundles of one distribution. */
final class Daemon {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    /** Half a minute for running requests, the rest for servers and connections. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);

    private static final String ERROR = "mcpctl.startup.error";
    private static final String EXIT_CODE = "mcpctl.startup.exit";

    /** Logging is the launcher's, so that it works before the first bundle and needs no service loader in OSGi. */
    private static final String SYSTEM_PACKAGES =
            "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36,org.slf4j.event;version=2.0.17,org.slf4j.helpers;version=2.0.17,"
                    + "org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=2.0.17,org.slf4j.spi;version=1.7.36";

    private final Framework framework;
    private final String host;
    private final int port;

    private Daemon(Framework framework, String host, int port) {
        this.framework = framework;
        this.host = host;
        this.port = port;
    }

    static Daemon start(Arguments arguments, Map<String, String> settings, String token) throws StartException {
        String host = settings.getOrDefault("http.host", "127.0.0.1");
        int port = freePort(host, settings.getOrDefault("http.port", "3200"));
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE,
                arguments.home().resolve("cache/framework").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SYSTEM_PACKAGES);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10");
        properties.put("org.osgi.service.http.port", Integer.toString(port));
        properties.put("org.apache.felix.http.host", host);
        properties.put("org.apache.felix.http.jetty.virtualthreads.enable", "true");
        properties.put("org.apache.felix.http.mbeans", "false");
        // Connections that wait to be accepted. Beyond the JDK's 50 the kernel resets some of a burst.
        properties.put("org.apache.felix.http.jetty.acceptQueueSize", "1024");
        properties.put("ds.loglevel", "1");
        properties.put("mcpctl.home", arguments.home().toString());
        properties.put("mcpctl.daemon", name(arguments.home(), port));
        Map<String, String> all = new HashMap<>(settings);
        all.put("http.host", host);
        all.put("http.port", Integer.toString(port));
        all.remove("log.level");
        properties.put("mcpctl.config", String.join(",", all.keySet()));
        properties.put("mcpctl.config.from.environment", String.join(",", Settings.named(System.getenv())));
        all.forEach((key, value) -> properties.put("mcpctl.config." + key, value));
        // For components that declare these keys, if the distribution has any.
        properties.put("mcpctl.launcher.auth.token", token);
        properties.put("mcpctl.launcher.auth.url", url(host, port));
        properties.put("mcpctl.launcher.tierlink.url", url(host, port));
        if (!arguments.upstreams().isEmpty()) {
            properties.put("mcpctl.launcher.tierlink.upstreams", String.join("\n", arguments.upstreams()));
        }
        arguments.config().ifPresent(file -> properties.put("mcpctl.launcher.tierlink.settings", file.toString()));
        properties.put("mcpctl.launcher.servers.url", "http://" + bracketed(host) + ":" + port);
        try {
            Framework framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow()
                    .newFramework(properties);
            framework.init();
            install(framework, arguments.distribution().resolve("bundles"));
            framework.start();
            return new Daemon(framework, host, port);
        } catch (BundleException e) {
            throw new StartException("the framework does not start: " + e.getMessage());
        }
    }

    /** Tells this daemon from others; the same after every start. Eight hexadecimal digits. */
    private static String name(Path home, int port) {
        try {
            String place = InetAddress.getLocalHost().getHostName() + ':' + port + home;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (UnknownHostException e) {
            return "local"; // a machine without a name has no neighbours either
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String url() {
        return url(host, port);
    }

    private static String url(String host, int port) {
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** Waits until {@code /health} answers 200; ends early with the reason when a component reported one. */
    void awaitReady() throws StartException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String error = System.getProperty(ERROR);
            if (error != null) {
                throw new StartException(error, Integer.getInteger(EXIT_CODE, 1));
            }
            if (healthy()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new StartException("not ready after " + READY_LIMIT.toSeconds()
                + " s; see logs/daemon.log and logs/daemon.out in the home");
    }

    /** Those of all bundles that have loaded classes. */
    List<ClassLoader> classLoaders() {
        return Stream.of(framework.getBundleContext().getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(Objects::nonNull)
                .map(BundleWiring::getClassLoader)
                .filter(Objects::nonNull)
                .toList();
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        FrameworkEvent end = framework.waitForStop(STOP_LIMIT.toMillis());
        if (end.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            System.err.println("Warning: the framework did not stop within " + STOP_LIMIT.toSeconds() + " s");
        }
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** The port, checked to be free; 0 chooses one. */
    private static int freePort(String host, String wanted) throws StartException {
        int port;
        try {
            port = Integer.parseInt(wanted);
        } catch (NumberFormatException e) {
            throw new StartException("http.port is '" + wanted + "'; expected 0 to 65535");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return probe.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("port " + wanted + " of " + host + " cannot be used (" + e.getMessage()
                    + "); stop what listens there or choose another with --port");
        }
    }

    private static void install(Framework framework, Path folder) throws StartException, BundleException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new StartException("distribution folder " + folder + " cannot be read: " + e.getMessage());
        }
        for (Path jar : jars) {
            Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(startLevel(jar.getFileName().toString()));
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    /** Settings first, then the component runtime, then the areas, then the listener: it opens when they are there. */
    private static int startLevel(String jar) {
        if (jar.contains("configadmin") || jar.contains("metatype")) {
            return 1;
        }
        if (jar.contains("felix.scr") || jar.startsWith("io.mcpctl.config")) {
            return 2;
        }
        return jar.contains("http.jetty") ? 4 : 3;
    }

    private boolean healthy() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }
}
