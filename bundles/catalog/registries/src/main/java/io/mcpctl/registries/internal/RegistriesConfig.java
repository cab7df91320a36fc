package io.mcpctl.registries.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the registries. */
@ObjectClassDefinition(name = "Registries of MCP servers")
public @interface RegistriesConfig {
    @AttributeDefinition(
            description = "Registries that are asked, in this order: official, glama, smithery, those of plug-ins;"
                    + " * = all others that are installed.")
    String[] enabled() default {"official", "glama", "smithery", "*"};

    @AttributeDefinition(description = "Address of a registry with the official interface (v0.1).")
    String official_url() default "https://registry.modelcontextprotocol.io";

    @AttributeDefinition(description = "Secret with the key for the official registry, <secret>/<key>; empty = none.")
    String official_key() default "";

    @AttributeDefinition(description = "Address of a registry with the interface of Glama.")
    String glama_url() default "https://glama.ai/api/mcp";

    @AttributeDefinition(description = "Secret with the key for Glama, <secret>/<key>; empty = none.")
    String glama_key() default "";

    @AttributeDefinition(description = "Address of a registry with the interface of Smithery.")
    String smithery_url() default "https://registry.smithery.ai";

    @AttributeDefinition(description = "Secret with the key for Smithery, <secret>/<key>; empty = none.")
    String smithery_key() default "";

    @AttributeDefinition(description = "Seconds that a registry may take for a search, 1 to 50.")
    int searchSeconds() default 10;

    @AttributeDefinition(description = "Minutes that an answer of a registry is kept, 0 to 1440; 0 = not at all.")
    int cacheMinutes() default 60;

    @AttributeDefinition(description = "HTTP proxy for registries, http://<host>:<port>; empty = none.")
    String proxy() default "";

    @AttributeDefinition(description = "Hosts and domains that are asked without the proxy.")
    String[] noProxy() default {};

    @AttributeDefinition(
            description = "PEM file with certificates that are trusted for registries besides those of the JDK.")
    String caFile() default "";

    @AttributeDefinition(description = "Namespace of this daemon's own servers in the registry that it is.")
    String namespace() default "local.mcpctl";
}
