package io.mcpctl.observe.internal;

import io.mcpctl.observe.api.SessionSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of those who have sessions. */
@Component(service = SessionSources.class)
public final class SessionSources {
    private final List<SessionSource> all = new CopyOnWriteArrayList<>();

    @Activate
    public SessionSources() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(SessionSource source) {
        all.add(source);
    }

    void removeSource(SessionSource source) {
        all.remove(source);
    }

    int sessions() {
        return all.stream().mapToInt(SessionSource::sessions).sum();
    }
}
