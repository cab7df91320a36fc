package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
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

/** All proxy models that are code, and the sessions that use them. */
@Component(service = ModelDirectory.class)
public final class ModelDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ModelDirectory.class);

    private final Directory<ProxyModelPlugin> plugins = new Directory<>(ProxyModelPlugin.class);
    /** What plug-ins say about themselves; those of one name may be two while one takes over. */
    private final Map<ProxyModelPlugin, Declared> declared = new ConcurrentHashMap<>();
    /** At most as many as the gateway has sessions. */
    private final Set<SessionModel> sessions = ConcurrentHashMap.newKeySet();

    private final AtomicLong changes = new AtomicLong();
    private final Guard guard;

    @Activate
    public ModelDirectory(@Reference Guard guard) {
        this.guard = guard;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addPlugin(ProxyModelPlugin plugin, Map<String, Object> properties) {
        Optional<String> name = plugins.add(plugin, properties);
        name.ifPresentOrElse(
                known -> {
                    declared.put(plugin, Declared.of(known, plugin, properties));
                    LOG.atInfo().addKeyValue("model", known).log("proxy model added");
                },
                () -> LOG.atWarn()
                        .addKeyValue("class", plugin.getClass().getName())
                        .log("proxy model without a name ignored: it needs the service property proxymodel.name"));
        changes.incrementAndGet();
    }

    public void removePlugin(ProxyModelPlugin plugin, Map<String, Object> properties) {
        int left = plugins.remove(plugin, properties, StageDirectory.DRAIN);
        Declared gone = declared.remove(plugin);
        changes.incrementAndGet();
        sessions.forEach(session -> session.forget(plugin));
        if (gone != null) {
            guard.forget("proxymodel", gone.name());
            LOG.atInfo()
                    .addKeyValue("model", gone.name())
                    .addKeyValue("calls_left", left)
                    .log("proxy model removed");
        }
    }

    Optional<Lease<ProxyModelPlugin>> lease(String name) {
        return plugins.lease(name);
    }

    /** What the plug-in of that name says about itself. */
    Optional<Declared> declared(String name) {
        try (Lease<ProxyModelPlugin> lease = plugins.lease(name).orElse(null)) {
            return lease == null ? Optional.empty() : Optional.ofNullable(declared.get(lease.provider()));
        }
    }

    Set<String> names() {
        return plugins.names();
    }

    /** Changes whenever a model came or went. */
    long version() {
        return changes.get();
    }

    void opened(SessionModel session) {
        sessions.add(session);
    }

    void closed(SessionModel session) {
        sessions.remove(session);
    }
}
