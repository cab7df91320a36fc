package io.mcpctl.tierlink.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of authentication that concern the proxy. */
@ObjectClassDefinition(name = "Authentication")
public @interface AuthSettings {
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Token of this run; set by the launcher.")
    String token() default "";

    @AttributeDefinition(description = "Address of this daemon for clients of its home; set by the launcher.")
    String url() default "";

    @AttributeDefinition(
            description = "Requests without a bearer on loopback: trusted (act with the proxy's own) or required.")
    String local_mcp() default "trusted";
}
