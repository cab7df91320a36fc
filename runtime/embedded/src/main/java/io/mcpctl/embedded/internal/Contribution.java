package io.mcpctl.embedded.internal;

import io.mcpctl.plugins.api.ExtensionPoint;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** An object of the host that becomes a service. */
public record Contribution<T>(Class<T> spi, T provider, Map<String, String> properties) {
    public Contribution {
        properties = Map.copyOf(properties);
        ExtensionPoint point = spi.getAnnotation(ExtensionPoint.class);
        if (point != null && properties.getOrDefault(point.key(), "").isBlank()) {
            throw new IllegalArgumentException("a " + point.family() + " needs the property '" + point.key()
                    + "', its name; " + provider.getClass().getName() + " came without");
        }
    }

    void register(BundleContext context) {
        Dictionary<String, Object> service = new Hashtable<>(properties);
        context.registerService(spi, provider, service);
    }
}
