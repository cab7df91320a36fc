package io.mcpctl.observe.internal;

import io.mcpctl.observe.api.CallMetrics;
import io.mcpctl.resources.api.ResourceListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts calls of tools by server, and requests by instance, as long as server and instance exist. */
@Component(service = {CallMetrics.class, ResourceListener.class, ToolCalls.class})
public final class ToolCalls implements CallMetrics, ResourceListener {
    private static final int MAX_SERVERS = 1_000;
    private static final int MAX_INSTANCES = 10_000;
    private static final String NO_SERVER = "none";

    private final Tally servers = new Tally(MAX_SERVERS);
    private final Tally instances = new Tally(MAX_INSTANCES);

    @Activate
    public ToolCalls() {}

    @Override
    public void called(String server, boolean ok, Duration took) {
        servers.add(server.isEmpty() ? NO_SERVER : server, ok, took);
    }

    @Override
    public void answered(String instance, boolean ok, Duration took) {
        instances.add(instance, ok, took);
    }

    @Override
    public void changed(Change change) {
        if (change.after().isPresent()) {
            return;
        }
        switch (change.kind()) {
            case "server" -> servers.forget(change.resource().name());
            case "instance" -> instances.forget(change.resource().name());
            default -> {
                // Nothing else is counted.
            }
        }
    }

    /** Calls of tools by server, in name order. */
    List<Tally.Counted> servers() {
        return servers.all();
    }

    /** Requests that an instance answered; empty when none has come yet. */
    Optional<Tally.Counted> instance(String name) {
        return instances.find(name);
    }
}
