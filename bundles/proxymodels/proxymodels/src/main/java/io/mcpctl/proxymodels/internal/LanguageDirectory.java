package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.OptionalBundles;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.language.api.StageLanguage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The languages in which stages can be written; those that the product brings but does not load are loaded when asked for. */
@Component(service = LanguageDirectory.class)
public final class LanguageDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageDirectory.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Directory<StageLanguage> languages = new Directory<>(StageLanguage.class);
    private final AtomicReference<@Nullable OptionalBundles> parts = new AtomicReference<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Who uses languages. */
    interface Listener {
        /** A language is there, or another version of one; {@code ""} when it may be any. */
        void came(String extension);

        /** A language is not there any more, or another version of it is; returns when it is used no more. */
        void went(String extension);
    }

    @Activate
    public LanguageDirectory() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setParts(OptionalBundles current) {
        parts.set(current);
        listeners.forEach(listener -> listener.came(""));
    }

    void unsetParts(OptionalBundles gone) {
        parts.compareAndSet(gone, null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLanguage(StageLanguage language, Map<String, Object> properties) {
        languages.add(language, properties).ifPresent(name -> listeners.forEach(listener -> listener.came(name)));
    }

    void removeLanguage(StageLanguage language, Map<String, Object> properties) {
        languages.remove(language, properties, DRAIN);
        if (properties.get("language.name") instanceof String name) {
            listeners.forEach(listener -> listener.went(name));
        }
    }

    /**
     * The right to load with the language of an extension. Empty when nobody has it; then it may come soon, and who listens is
     * told.
     */
    Optional<Lease<StageLanguage>> lease(String extension) {
        Optional<Lease<StageLanguage>> known = languages.lease(extension);
        return known.isPresent() || !loadPart(extension) ? known : languages.lease(extension);
    }

    /** Tells a language that is there that a source of it came, and returns at once. */
    void warmUp(String extension) {
        Thread.ofPlatform().daemon().name("stage-warm-up-" + extension).start(() -> {
            try (Lease<StageLanguage> lease = languages.lease(extension).orElse(null)) {
                if (lease != null) {
                    lease.provider().warmUp();
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.atDebug().addKeyValue("language", extension).setCause(e).log("language not warmed up");
            }
        });
    }

    private boolean loadPart(String extension) {
        OptionalBundles from = parts.get();
        try {
            return from != null && from.load("stage-" + extension);
        } catch (ProblemException e) {
            LOG.atError().addKeyValue("language", extension).setCause(e).log("language not loaded");
            return false;
        }
    }

    Set<String> names() {
        return languages.names();
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void ignore(Listener listener) {
        listeners.remove(listener);
    }
}
