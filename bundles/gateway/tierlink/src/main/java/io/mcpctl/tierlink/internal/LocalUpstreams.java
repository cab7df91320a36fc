package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.upstream.api.UpstreamConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP servers that only this proxy knows: those of the command line, and those of the settings file, which is
 * read again when it changes. They act with the rights of the owner of the proxy, so nobody else is shown them.
 */
@Component(service = LocalUpstreams.class, configurationPid = "io.mcpctl.tierlink")
public final class LocalUpstreams {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUpstreams.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

    private final UpstreamConnector connector;
    private final Orchestrator orchestrator;
    private final Path file;
    private final List<LocalSpec> fromLine;
    private final boolean serve;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong generations = new AtomicLong();
    private final Map<String, LocalServer> servers = new ConcurrentSkipListMap<>();
    private volatile long looked;
    private volatile boolean stale;
    private String stamp = "";

    @Activate
    public LocalUpstreams(
            LinkConfig config,
            @Reference UpstreamConnector connector,
            @Reference(target = "(name=process)") Orchestrator orchestrator) {
        this.connector = connector;
        this.orchestrator = orchestrator;
        this.file = config.settings().isEmpty()
                ? Path.of(config.home()).resolve("config.json")
                : Path.of(config.settings());
        this.serve = config.serve();
        try {
            this.fromLine = config.upstreams()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(LocalSpecs::ofLine)
                    .toList();
            if (serve && !fromLine.isEmpty()) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        "tierlink.upstreams cannot be used in serve mode, which has no local upstreams");
            }
            if (!serve) {
                stamp = stamp();
                apply(read());
            }
        } catch (ProblemException e) {
            throw StartupFailure.misuse(e);
        }
        looked = System.nanoTime();
        if (!servers.isEmpty()) {
            Thread.ofVirtual().name("local-upstreams-probe").start(this::probe);
        }
    }

    @Deactivate
    void close() {
        servers.values().forEach(LocalServer::close);
    }

    /** Looks after those that are not known to work. */
    void probe() {
        all().forEach(server ->
                Thread.ofVirtual().name("probe-" + server.spec().name()).start(server::probe));
    }

    /** Names of those that the caller may use, in order. */
    Set<String> names(Caller caller) {
        refresh();
        return isOwner(caller) ? servers.keySet() : Set.of();
    }

    Optional<LocalServer> find(String name, Caller caller) {
        return isOwner(caller) ? find(name) : Optional.empty();
    }

    Optional<LocalServer> find(String name) {
        refresh();
        return Optional.ofNullable(servers.get(name));
    }

    Collection<LocalServer> all() {
        refresh();
        return servers.values();
    }

    /** Whether the settings file is wrong since it was changed: what it said before counts. */
    boolean isStale() {
        return stale;
    }

    private static boolean isOwner(Caller caller) {
        return caller.principal().unrestricted();
    }

    private void refresh() {
        if (serve || System.nanoTime() - looked < LOOK_NANOS || !reading.tryLock()) {
            return;
        }
        try {
            looked = System.nanoTime();
            String now = stamp();
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            apply(read());
            stale = false;
        } catch (ProblemException e) {
            stale = true;
            LOG.atError()
                    .addKeyValue("reason", e.problem().detail())
                    .log("settings are not read; the last good ones count");
        } finally {
            reading.unlock();
        }
    }

    private String stamp() {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) + "/" + Files.size(file) : "none";
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private List<LocalSpec> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            JsonNode upstreams = MAPPER.readTree(Files.readString(file)).path("upstreams");
            List<LocalSpec> specs = LocalSpecs.ofFile(upstreams, file.toString());
            if (!specs.isEmpty() && OwnToken.isWritableByOthers(file)) {
                throw new ProblemException(
                        ProblemKind.INVALID,
                        file + " names programs to start and others may change it; set its mode to 0600");
            }
            return specs;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    file + " is not valid JSON (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INVALID, file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** The command line wins; what is unchanged goes on. */
    private void apply(List<LocalSpec> fromFile) {
        Map<String, LocalSpec> wanted = new TreeMap<>();
        List<LocalSpec> all = new ArrayList<>(fromFile);
        all.addAll(fromLine);
        all.forEach(spec -> wanted.put(spec.name(), spec));
        servers.forEach((name, server) -> {
            if (!server.spec().equals(wanted.get(name)) && servers.remove(name, server)) {
                server.close();
            }
        });
        wanted.forEach((name, spec) -> servers.computeIfAbsent(
                name,
                absent -> new LocalServer(spec, "local-" + generations.incrementAndGet(), connector, orchestrator)));
        if (!wanted.isEmpty()) {
            LOG.atInfo().addKeyValue("servers", wanted.keySet()).log("local upstreams");
        }
    }
}
