package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.api.ExtensionPoint;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What one service of a plug-in is to the product.
 *
 * @param spi name of the interface
 * @param key property of the provider's name
 * @param name empty when the service has none
 */
record Extension(String family, String spi, String key, Optional<String> name) {

    /** The extension points that a service is registered for. */
    static Stream<Extension> of(Bundle plugin, ServiceReference<?> service) {
        String[] types = (String[]) Objects.requireNonNull(service.getProperty(Constants.OBJECTCLASS));
        return Stream.of(types).flatMap(type -> point(plugin, type).stream()
                .map(point ->
                        new Extension(point.family(), type, point.key(), name(service.getProperty(point.key())))));
    }

    private static Optional<String> name(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<ExtensionPoint> point(Bundle plugin, String type) {
        try {
            return Optional.ofNullable(plugin.loadClass(type).getAnnotation(ExtensionPoint.class));
        } catch (ClassNotFoundException e) {
            return Optional.empty(); // an interface of the plug-in's own that it does not even contain
        } catch (IllegalStateException e) {
            return Optional.empty(); // it was uninstalled meanwhile
        }
    }

    /** As in lists: {@code orchestrator/docker}. */
    String title() {
        return family + "/" + name.orElse("?");
    }
}
