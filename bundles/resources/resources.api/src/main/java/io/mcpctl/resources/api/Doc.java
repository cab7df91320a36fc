package io.mcpctl.resources.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One sentence for people: what the member means, with its unit. (The field target of these annotations is for bnd: it
 * looks for imports in fields, not in record components.)
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
    String value();
}
