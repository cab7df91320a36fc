package io.mcpctl.observe.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Counts calls of plug-ins. Returns at once and never fails; safe for concurrent use. */
@ProviderType
public interface PluginMetrics {
    /**
     * One call of a plug-in ended.
     *
     * @param family such as {@code stage} or {@code proxymodel}
     * @param name of the plug-in in its family
     * @param ok false when it threw, came too late or returned what it must not
     */
    void called(String family, String name, boolean ok, Duration took);
}
