package io.mcpctl.audit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the audit trail. */
@ObjectClassDefinition(name = "Audit")
public @interface AuditConfig {
    @AttributeDefinition(description = "Days that rows of the action log are kept, 0 to 36500; 0 = for ever.")
    int logRetentionDays() default 90;

    @AttributeDefinition(description = "Days that events are kept, 0 to 36500; 0 = for ever.")
    int eventRetentionDays() default 30;

    @AttributeDefinition(description = "Which decisions of rules are recorded: denied, or all.")
    String rbac() default "denied";
}
