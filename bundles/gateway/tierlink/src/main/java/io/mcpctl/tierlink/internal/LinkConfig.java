package io.mcpctl.tierlink.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the link to the control plane. */
@ObjectClassDefinition(name = "Link to mcpd")
public @interface LinkConfig {
    @AttributeDefinition(description = "Address of mcpd; empty = http://localhost:3100.")
    String mcpdUrl() default "";

    @AttributeDefinition(
            type = AttributeType.PASSWORD,
            description = "Bearer for mcpd; empty = the session in credentials.json of the home.")
    String mcpdToken() default "";

    @AttributeDefinition(
            description =
                    "PEM file with the certificate of the authority that vouches for mcpd; empty = those of the JDK.")
    String mcpdCaFile() default "";

    @AttributeDefinition(description = "Whether clients of other machines are served: everybody shows an MCP token.")
    boolean serve() default false;

    @AttributeDefinition(description = "Milliseconds between looks at the health of all tiers; 0 = never.")
    int healthIntervalMs() default 30_000;

    @AttributeDefinition(
            description = "MCP servers that only this proxy knows, one a line: <name>=<transport>:<command or URL>.")
    String upstreams() default "";

    @AttributeDefinition(
            description = "Settings file with upstreams; empty = config.json in the home. Set by the launcher.")
    String settings() default "";

    @AttributeDefinition(description = "Address of this daemon for clients of its home; set by the launcher.")
    String url() default "";

    @AttributeDefinition(description = "Home folder; set by the launcher.")
    String home() default "";
}
