package io.mcpctl.identity.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of authentication. */
@ObjectClassDefinition(name = "Authentication")
public @interface AuthConfig {
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Token of this run; set by the launcher.")
    String token() default "";

    @AttributeDefinition(description = "Address of this daemon for clients of its home; set by the launcher.")
    String url() default "";

    @AttributeDefinition(description = "Home folder; set by the launcher.")
    String home() default "";

    @AttributeDefinition(
            description = "MCP requests without a bearer on loopback: trusted (act as 'local') or required.")
    String local_mcp() default "trusted";

    @AttributeDefinition(
            description = "Whether the first start makes an administrator and logs the owner of the home in.")
    boolean bootstrap() default false;

    @AttributeDefinition(
            description = "Whether everybody may name any service account in the header X-Service-Account.")
    boolean trust_service_account() default false;
}
