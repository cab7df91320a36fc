package io.mcpctl.servers.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a daemon is called among those on one database: {@code host:port}. The host is the one it listens on, or that of the
 * machine when it listens on loopback or on every address.
 *
 * @param host name of this machine
 */
record DaemonName(String text, String host) {
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    /** @param url where the daemon listens; empty when it does not */
    static DaemonName of(String url) {
        return of(url, hostname());
    }

    static DaemonName of(String url, String hostname) {
        if (url.isEmpty()) {
            return new DaemonName(hostname, hostname);
        }
        URI listens = URI.create(url);
        String bound = listens.getHost();
        boolean here = bound.equals("localhost")
                || bound.startsWith("127.")
                || bound.equals("[::1]")
                || bound.equals("0.0.0.0")
                || bound.equals("[::]");
        return new DaemonName((here ? hostname : bound) + ":" + listens.getPort(), hostname);
    }

    /** Where another daemon is asked: one on this machine may listen on loopback only. */
    URI addressOf(String other) {
        int colon = Math.max(0, other.lastIndexOf(':'));
        String there = other.substring(0, colon);
        return URI.create("http://" + (there.equals(host) ? "127.0.0.1" : there) + other.substring(colon));
    }

    private static String hostname() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            return hostnameOfJava(); // not Linux
        }
    }

    private static String hostnameOfJava() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name has no neighbours that could find it
        }
    }
}
