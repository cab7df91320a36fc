package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.CallListener;
import io.mcpctl.resources.api.DocumentApplier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Applies documents without HTTP; listeners hear of it as of a request. */
@Component
public final class LocalApply implements DocumentApplier {
    private static final String ROUTE = "/apply";
    private static final String METHOD = "POST";
    private static final String HERE = "in-process";

    private final Writes writes;
    private final AccessControl access;
    private final CallListeners listeners;

    @Activate
    public LocalApply(@Reference Writes writes, @Reference AccessControl access, @Reference CallListeners listeners) {
        this.writes = writes;
        this.access = access;
        this.listeners = listeners;
    }

    @Override
    public Applied apply(Principal caller, String json) {
        long begin = System.nanoTime();
        try {
            Writes.Outcome<?> outcome = writes.apply(document(json), new Guard(access, caller, Request.NONE));
            listeners.tell(served(caller, Optional.of(outcome), 200, begin));
            return new Applied(
                    outcome.kind().description().name(), outcome.resource().name(), outcome.result());
        } catch (ProblemException e) {
            listeners.tell(served(caller, Optional.empty(), e.kind().status(), begin));
            throw e;
        }
    }

    private static ObjectNode document(String json) {
        try {
            if (Json.MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemKind.INVALID, "the document is not JSON: " + Texts.shorten(e.getOriginalMessage()), e);
        }
        throw new ProblemException(ProblemKind.INVALID, "the document must be a JSON object");
    }

    private static CallListener.Served served(
            Principal caller, Optional<Writes.Outcome<?>> outcome, int status, long begin) {
        return new CallListener.Served(
                Optional.of(caller),
                METHOD,
                ROUTE,
                ROUTE,
                outcome.map(KindRoutes::verb).orElse("apply"),
                outcome.map(o -> o.kind().description().plural()).orElse("apply"),
                outcome.map(o -> o.resource().id()),
                outcome.map(o -> o.resource().name()),
                outcome.map(Writes.Outcome::changed).orElse(List.of()),
                status,
                Duration.ofNanos(System.nanoTime() - begin),
                HERE,
                UUID.randomUUID().toString());
    }
}
