package io.mcpctl.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.osgi.framework.Constants;

/** Properties of a framework with our bundles: how it runs, and the settings that the config bundle hands on. */
public final class FrameworkProperties {
    /** Logging is the launcher's, so that it works before the first bundle and needs no service loader in OSGi. */
    private static final String LOGGING =
            "org.slf4j;version=2.0.17,org.slf4j;version=1.7.36,org.slf4j.event;version=2.0.17,org.slf4j.helpers;version=2.0.17,"
                    + "org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=2.0.17,org.slf4j.spi;version=1.7.36";

    private final Map<String, String> all = new HashMap<>();

    public FrameworkProperties(Path home) {
        put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LOGGING);
        put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10");
        put("ds.loglevel", "1");
        put("mcpctl.home", home.toString());
    }

    /** For the listener of the HTTP bundle. */
    public FrameworkProperties listen(String host, int port) {
        put("org.osgi.service.http.port", Integer.toString(port));
        put("org.apache.felix.http.host", host);
        put("org.apache.felix.http.jetty.virtualthreads.enable", "true");
        put("org.apache.felix.http.mbeans", "false");
        // Connections that wait to be accepted. Beyond the JDK's 50 the kernel resets some of a burst.
        return put("org.apache.felix.http.jetty.acceptQueueSize", "1024");
    }

    /**
     * Settings as {@code section.key}.
     *
     * @param fromEnvironment those that may be meant for another distribution: unknown ones are ignored
     */
    public FrameworkProperties settings(Map<String, String> settings, Collection<String> fromEnvironment) {
        put("mcpctl.config", String.join(",", settings.keySet()));
        put("mcpctl.config.from.environment", String.join(",", fromEnvironment));
        settings.forEach((key, value) -> put("mcpctl.config." + key, value));
        return this;
    }

    /** For components that declare the key, if there are any; nobody can set it but the launcher. */
    public FrameworkProperties launcher(String key, String value) {
        return put("mcpctl.launcher." + key, value);
    }

    /** Where parts lie that are loaded when somebody needs them, each in a folder of jars; see the plug-ins bundle. */
    public FrameworkProperties optionalParts(Path folder) {
        // GraalJS gets at these packages of the JDK by itself, if only its class loader finds them.
        put(Constants.FRAMEWORK_BOOTDELEGATION, "jdk.internal.access,jdk.internal.module");
        return put("mcpctl.optional", folder.toString());
    }

    /** Further packages of the class path that bundles may import. */
    public FrameworkProperties systemPackages(Collection<String> more) {
        more.forEach(one -> all.merge(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, one, (a, b) -> a + "," + b));
        return this;
    }

    /** Tells this daemon from others; the same after every start with the same place. */
    public FrameworkProperties daemon(Path home, int port) {
        return put("mcpctl.daemon", name(home, port));
    }

    public FrameworkProperties put(String key, String value) {
        all.put(key, value);
        return this;
    }

    public Map<String, String> asMap() {
        return Map.copyOf(all);
    }

    /** Eight hexadecimal digits. */
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
}
