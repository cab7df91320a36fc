package io.mcpctl.servers.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Where the reconciler can be found while it runs. The store binds kinds and listeners, and the reconciler needs the
 * store: were they to refer to each other directly, none of them could start.
 */
@Component(service = WorkDesk.class)
public final class WorkDesk {
    private final AtomicReference<@Nullable Work> work = new AtomicReference<>();

    @Activate
    public WorkDesk() {}

    void open(Work worker) {
        work.set(worker);
    }

    /** A late farewell never removes a newcomer. */
    void close(Work worker) {
        work.compareAndSet(worker, null);
    }

    Optional<Work> work() {
        return Optional.ofNullable(work.get());
    }
}
