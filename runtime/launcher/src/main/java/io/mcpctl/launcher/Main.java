package io.mcpctl.launcher;

import io.mcpctl.boot.Home;
import io.mcpctl.boot.RunToken;
import io.mcpctl.boot.StartException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the daemon and stays until it is told to stop. Exit code 1 with one line on stderr when it cannot start, 2 when it was started in a wrong way. */
public final class Main {
    static final String VERSION = "0.1.0";

    /**
     * Class loaders of the bundles. The JVM writes its class archive after the framework has stopped; what the collector
     * took until then would be missing in it, and every later start would read those classes from their jars.
     */
    @SuppressWarnings("unused") // it is only there to be reachable
    private static volatile List<ClassLoader> untilTheArchiveIsWritten = List.of();

    private Main() {}

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) {
        long begin = System.nanoTime();
        try {
            Arguments arguments = Arguments.parse(args);
            Home home = Home.open(arguments.home());
            Map<String, String> settings = Settings.read(arguments, System.getenv());
            Logging.start(arguments.home(), settings.getOrDefault("log.level", "info"));
            Logger log = LoggerFactory.getLogger("io.mcpctl.launcher");
            String token = RunToken.make();
            Daemon daemon = Daemon.start(arguments, settings, token);
            stopOnSignal(daemon, home, log);
            daemon.awaitReady();
            home.announce(daemonJson(daemon.url(), token, arguments.distributionName()));
            log.atInfo()
                    .addKeyValue("url", daemon.url())
                    .addKeyValue("took_ms", (System.nanoTime() - begin) / 1_000_000)
                    .log("daemon is ready");
            SpareMemory.watch();
            daemon.awaitStop();
        } catch (StartException e) {
            System.err.println("Error: " + e.getMessage());
            System.exit(e.exitCode());
        } catch (Exception e) {
            System.err.println("Error: the daemon does not start: " + e);
            System.exit(1);
        }
    }

    private static void stopOnSignal(Daemon daemon, Home home, Logger log) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                log.info("daemon stops");
                                untilTheArchiveIsWritten = daemon.classLoaders();
                                daemon.stop();
                                home.close();
                            } catch (Exception e) {
                                System.err.println("Warning: the daemon did not stop cleanly: " + e);
                            }
                        },
                        "mcpctl-stop"));
    }

    private static String daemonJson(String url, String token, String distribution) {
        return "{\"url\":\"" + url + "\",\"pid\":" + ProcessHandle.current().pid() + ",\"startedAt\":\"" + Instant.now()
                + "\",\"version\":\"" + VERSION + "\",\"distribution\":\"" + distribution + "\",\"token\":\"" + token
                + "\"}\n";
    }
}
