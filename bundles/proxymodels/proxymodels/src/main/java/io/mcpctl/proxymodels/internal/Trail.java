package io.mcpctl.proxymodels.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.stage.api.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the audit trail, where there is one, what pipelines did: names, sizes and times, never contents. */
@Component(service = Trail.class)
public final class Trail {
    private final AtomicReference<@Nullable AuditTrail> trail = new AtomicReference<>();

    @Activate
    public Trail() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setTrail(AuditTrail current) {
        trail.set(current);
    }

    void unsetTrail(AuditTrail gone) {
        trail.compareAndSet(gone, null);
    }

    /** {@code source} says why this pipeline counts: {@code override} or {@code project}. */
    void ran(Origin origin, Pipeline pipeline, String source, PipelineRun run, int inputChars, Duration took) {
        AuditTrail to = trail.get();
        if (to == null) {
            return;
        }
        String event = UUID.randomUUID().toString();
        Map<String, Object> payload = new TreeMap<>(Map.of(
                "eventId", event,
                "model", pipeline.name(),
                "modelSource", source,
                "durationMs", millis(took),
                "stages", pipeline.steps().size(),
                "inputSize", inputChars,
                "outputSize", run.content().length(),
                "sections", run.sections().size(),
                "cached", run.cached()));
        run.metadata().forEach((key, value) -> payload.put("metadata." + key, value));
        to.record(event(origin, "pipeline_execution", payload, Optional.empty()));
        for (int i = 0; i < run.steps().size(); i++) {
            PipelineRun.Step step = run.steps().get(i);
            Map<String, Object> facts = new TreeMap<>(Map.of(
                    "stage", step.stage(),
                    "position", i + 1,
                    "durationMs", millis(step.took()),
                    "inputSize", step.inputChars(),
                    "outputSize", step.outputChars()));
            step.error().ifPresent(error -> facts.put("error", error));
            to.record(event(origin, "stage_execution", facts, Optional.of(event)));
        }
    }

    private static double millis(Duration took) {
        return took.toNanos() / 1_000 / 1000.0;
    }

    private static AuditEvent event(Origin origin, String kind, Map<String, Object> payload, Optional<String> parent) {
        return new AuditEvent(
                Instant.now(),
                origin.session(),
                origin.project(),
                kind,
                AuditEvent.Source.mcplocal,
                payload,
                Optional.empty(),
                parent,
                origin.server().isEmpty() ? Optional.empty() : Optional.of(origin.server()),
                AuditEvent.Actor.NOBODY);
    }
}
