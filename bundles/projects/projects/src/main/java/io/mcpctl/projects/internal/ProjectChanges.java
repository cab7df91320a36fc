package io.mcpctl.projects.internal;

import io.mcpctl.resources.api.ResourceListener;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts changes that concern projects. Knows no store: the store binds listeners, and were this one to need the
 * store, neither could start.
 */
@Component(service = {ResourceListener.class, ProjectChanges.class})
public final class ProjectChanges implements ResourceListener {
    private static final Set<String> CONCERNED = Set.of("project", "serverattachment", "server");

    private final AtomicLong count = new AtomicLong();

    @Activate
    public ProjectChanges() {}

    @Override
    public void changed(Change change) {
        // Changes of servers matter when they come or go: attachments go with them.
        if (CONCERNED.contains(change.kind())
                && !(change.kind().equals("server")
                        && change.before().isPresent()
                        && change.after().isPresent())) {
            count.incrementAndGet();
        }
    }

    @Override
    public void missed() {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
