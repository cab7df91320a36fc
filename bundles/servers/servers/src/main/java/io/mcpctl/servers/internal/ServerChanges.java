package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.servers.api.InstanceSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the reconciler of changed servers and deleted instances at once. */
@Component
public final class ServerChanges implements ResourceListener {
    private final WorkDesk desk;

    @Activate
    public ServerChanges(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    @Override
    public void changed(Change change) {
        if (change.kind().equals(Kinds.SERVER.name())) {
            trigger(change.resource().name());
        } else if (change.after().isEmpty() && change.resource().spec() instanceof InstanceSpec instance) {
            if (change.foreign()) {
                // The daemon that deleted it could not stop it.
                Thread.ofVirtual().name("stop-" + change.resource().name()).start(() -> desk.work()
                        .ifPresent(work -> work.stopInstance(
                                instance.server(), change.resource().name())));
            } else {
                trigger(instance.server());
            }
        }
    }

    private void trigger(String server) {
        desk.work().ifPresent(work -> work.trigger(server));
    }
}
