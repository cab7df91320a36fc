package io.mcpctl.stage.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The name by which pipelines use a stage: lower-case letters, digits and {@code -}. */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface StageName {
    /** Becomes the service property {@code stage.name}. */
    String value();
}
