package io.mcpctl.registries.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistrySource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registries that can be asked now, while plug-ins come and go. Safe for concurrent use. */
@Component(service = Sources.class)
public final class Sources {
    /** A name is written before a colon and in settings. */
    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    /** A source that ignores its limit may hold so many threads and no more. */
    private static final int AT_ONCE = 32;

    private final Directory<RegistrySource> directory = new Directory<>(RegistrySource.class);
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    @Activate
    public Sources() {}

    /** The right to ask a source one question. */
    record Turn(Lease<RegistrySource> lease, Semaphore places) implements AutoCloseable {
        RegistrySource source() {
            return lease.provider();
        }

        @Override
        public void close() {
            lease.close();
            places.release();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSource(RegistrySource source, Map<String, Object> properties) {
        if (!(properties.get("type") instanceof String name)
                || !NAME.matcher(name).matches()) {
            LOG.atWarn()
                    .addKeyValue("class", source.getClass().getName())
                    .addKeyValue("type", properties.get("type"))
                    .log("registry ignored: its service property type must be lower-case letters, digits and '-'");
            return;
        }
        directory.add(source, properties);
        changes.incrementAndGet();
        LOG.atInfo().addKeyValue("registry", name).log("registry added");
    }

    public void removeSource(RegistrySource source, Map<String, Object> properties) {
        int left = directory.remove(source, properties, DRAIN);
        changes.incrementAndGet();
        places.keySet().retainAll(directory.names());
        LOG.atInfo()
                .addKeyValue("registry", properties.get("type"))
                .addKeyValue("questions_left", left)
                .log("registry removed");
    }

    /** The names, sorted. */
    Set<String> names() {
        return directory.names();
    }

    /** Another number after each change: what a source answered is not kept for the one that follows it. */
    long state() {
        return changes.get();
    }

    /** @throws ProblemException UNAVAILABLE when there is no such source or it is stuck in too many questions */
    Turn turn(String name) {
        Semaphore free = places.computeIfAbsent(name, ignored -> new Semaphore(AT_ONCE));
        if (!free.tryAcquire()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "has not come to an end with " + AT_ONCE + " earlier questions");
        }
        try {
            return new Turn(
                    directory
                            .lease(name)
                            .orElseThrow(() -> new ProblemException(
                                    ProblemKind.UNAVAILABLE,
                                    "is not installed; install its plug-in, or take it out of registries.enabled")),
                    free);
        } catch (ProblemException e) {
            free.release();
            throw e;
        }
    }
}
