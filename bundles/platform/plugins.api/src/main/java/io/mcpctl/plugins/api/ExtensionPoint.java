package io.mcpctl.plugins.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an SPI: an interface that plug-ins implement and register as a service. Each provider has a name, and only one
 * provider of a name is in use: the one of the higher {@code service.ranking}, then the older one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExtensionPoint {
    /** The word for providers of this SPI, such as {@code orchestrator}; with a name: {@code orchestrator/docker}. */
    String family();

    /** The service property that holds the provider's name. */
    String key();
}
