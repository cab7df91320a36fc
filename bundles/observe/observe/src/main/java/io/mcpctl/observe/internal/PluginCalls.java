package io.mcpctl.observe.internal;

import io.mcpctl.observe.api.PluginMetrics;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts calls of plug-ins by family and name. */
@Component(service = {PluginMetrics.class, PluginCalls.class})
public final class PluginCalls implements PluginMetrics {
    private static final int MAX_PLUGINS = 1_000;

    private final Tally plugins = new Tally(MAX_PLUGINS);

    @Activate
    public PluginCalls() {}

    @Override
    public void called(String family, String name, boolean ok, Duration took) {
        plugins.add(family + '/' + name, ok, took);
    }

    /** Calls by {@code family/name}, in name order. */
    List<Tally.Counted> plugins() {
        return plugins.all();
    }
}
