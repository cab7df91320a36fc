package io.mcpctl.resources.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The member holds secrets: answers, documents and events show {@code ***} for each value, and messages about wrong input
 * name its place and never quote what was sent. What is stored is the kind's business: {@link KindProvider#check} returns
 * it, and listeners are told that; {@code ***} in a write reaches {@code check} as it is.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {}
