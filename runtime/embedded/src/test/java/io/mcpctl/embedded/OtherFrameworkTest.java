package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;

/** Our bundles in a framework that somebody else configured, as docs/embedding.md describes it. */
class OtherFrameworkTest {
    private static final String TOKEN = "a-token-of-the-test-that-is-long-enough";

    @TempDir
    Path home = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"org/apache/felix/framework/Felix.class", "org/eclipse/osgi/launch/EquinoxFactory.class"})
    void ourBundlesServeInAFrameworkOfSomebodyElse(String type) throws Exception {
        int port = freePort();
        URI base = URI.create("http://127.0.0.1:" + port);
        try (URLClassLoader alone = classPath(type, "org/slf4j/Logger.class", "io/mcpctl/embedded/ForeignHost.class");
                AutoCloseable host = host(alone).apply(settings(port), bundles())) {

            assertTrue(Leftovers.soon(() -> status(base.resolve("/health")) == 200), host + " is ready");
            HttpResponse<String> kinds = get(base.resolve("/api/v1/kinds"));
            assertEquals(200, kinds.statusCode());
            assertTrue(kinds.body().contains("secretbackend"), kinds.body());
        }
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<Map<String, String>, List<Path>, AutoCloseable> host(ClassLoader loader)
            throws ReflectiveOperationException {
        return (BiFunction<Map<String, String>, List<Path>, AutoCloseable>)
                loader.loadClass(ForeignHost.class.getName())
                        .getDeclaredConstructor()
                        .newInstance();
    }

    /** The jars or folders that hold these classes, and nothing else. */
    private static URLClassLoader classPath(String... classes) throws IOException {
        List<URL> places = new ArrayList<>();
        for (String one : classes) {
            String found = String.valueOf(OtherFrameworkTest.class.getResource("/" + one));
            String place = found.startsWith("jar:")
                    ? found.substring(4, found.indexOf("!"))
                    : found.substring(0, found.length() - one.length());
            places.add(URI.create(place).toURL());
        }
        return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Map<String, String> settings(int port) {
        Map<String, String> all = new HashMap<>();
        all.put(Constants.FRAMEWORK_STORAGE, home.resolve("framework").toString());
        all.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36,org.slf4j.event;version=2.0.17,"
                        + "org.slf4j.spi;version=2.0.17,org.slf4j.spi;version=1.7.36,org.slf4j.helpers;version=2.0.17,"
                        + "org.slf4j.helpers;version=1.7.36");
        all.put("org.osgi.service.http.port", Integer.toString(port));
        all.put("org.apache.felix.http.host", "127.0.0.1");
        all.put("mcpctl.home", home.toString());
        all.put("mcpctl.launcher.auth.token", TOKEN);
        return all;
    }

    private static List<Path> bundles() throws Exception {
        Path folder = Path.of(
                OtherFrameworkTest.class.getResource("/META-INF/mcpctl/bundles").toURI());
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int status(URI uri) {
        try {
            return get(uri).statusCode();
        } catch (Exception e) {
            return 0; // not there yet
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
