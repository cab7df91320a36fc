package io.mcpctl.resources.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a number, or of the length of a string or list; both inclusive. */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
    long min() default 0;

    long max() default Long.MAX_VALUE;
}
