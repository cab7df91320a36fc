package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.stage.api.PipelineStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All stages there are now. */
@Component(service = StageDirectory.class)
public final class StageDirectory {
    /** How long a stage that goes is kept for the calls that use it. */
    static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StageDirectory.class);

    private final Directory<PipelineStage> stages = new Directory<>(PipelineStage.class);
    /** Those that are services, and their names. */
    private final Map<PipelineStage, String> services = new ConcurrentHashMap<>();

    /** Names of those that come from a file, and its name. */
    private final Map<String, String> files = new ConcurrentHashMap<>();

    /** What went wrong last, by name of the stage that is in use. */
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    private final AtomicLong changes = new AtomicLong();
    private final Guard guard;

    /** A call that was of no use. */
    record Failure(Instant at, String sentence) {}

    @Activate
    public StageDirectory(@Reference Guard guard) {
        this.guard = guard;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addStage(PipelineStage stage, Map<String, Object> properties) {
        add(stage, properties).ifPresentOrElse(name -> services.put(stage, name), () -> LOG.atWarn()
                .addKeyValue("class", stage.getClass().getName())
                .log("stage without a name ignored: it needs the service property stage.name"));
    }

    public void removeStage(PipelineStage stage, Map<String, Object> properties) {
        services.remove(stage);
        remove(stage, properties);
    }

    Optional<String> add(PipelineStage stage, Map<String, Object> properties) {
        Optional<String> known = stages.add(stage, properties);
        known.ifPresent(name -> {
            if (properties.get("stage.file") instanceof String file) {
                files.put(name, file);
            }
            LOG.atInfo().addKeyValue("stage", name).log("stage added");
        });
        changes.incrementAndGet();
        return known;
    }

    /** Blocks until the calls under way have ended, or too long. */
    void remove(PipelineStage stage, Map<String, Object> properties) {
        changes.incrementAndGet(); // what it said counts no more
        int left = stages.remove(stage, properties, DRAIN);
        changes.incrementAndGet(); // nor does what it says while it goes
        if (properties.get("stage.name") instanceof String name) {
            guard.forget("stage", name);
            failures.remove(name);
            if (!stages.names().contains(name)) {
                files.remove(name);
            }
            LOG.atInfo()
                    .addKeyValue("stage", name)
                    .addKeyValue("calls_left", left)
                    .log("stage removed");
        }
    }

    Optional<Lease<PipelineStage>> lease(String name) {
        return stages.lease(name);
    }

    /** Whether a bundle provides a stage of that name; it comes before that of a file. */
    boolean isOfBundle(String name) {
        return services.containsValue(name);
    }

    /** The file that the stage in use comes from, if it does. */
    Optional<String> file(String name) {
        return isOfBundle(name) ? Optional.empty() : Optional.ofNullable(files.get(name));
    }

    /** To be told of the stage until it is exchanged. */
    void failed(String name, String sentence) {
        if (stages.names().contains(name)) {
            failures.put(name, new Failure(Instant.now(), sentence));
        }
    }

    Optional<Failure> lastFailure(String name) {
        return Optional.ofNullable(failures.get(name));
    }

    Set<String> names() {
        return stages.names();
    }

    /** Changes whenever a stage came or went. */
    long version() {
        return changes.get();
    }
}
