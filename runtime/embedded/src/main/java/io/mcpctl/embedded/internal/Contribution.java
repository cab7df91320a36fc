package io.mcpctl.embedded.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** An object of the host that becomes a service. */
public record Contribution<T>(Class<T> spi, T provider, Map<String, String> properties) {
    public Contribution {
        properties = Map.copyOf(properties);
    }

    void register(BundleContext context) {
        Dictionary<String, Object> service = new Hashtable<>(properties);
        context.registerService(spi, provider, service);
    }
}
