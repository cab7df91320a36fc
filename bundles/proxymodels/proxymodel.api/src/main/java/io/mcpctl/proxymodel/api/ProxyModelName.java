package io.mcpctl.proxymodel.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** The name of a proxy model and whom it inherits hooks from. */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface ProxyModelName {
    String PREFIX_ = "proxymodel.";

    /** Lower-case letters, digits and {@code -}; not {@code none}, {@code stages} or {@code reload}. */
    String name();

    /**
     * Models whose hooks count where this one has none of its own. A hook that two of them have, and this one has not, is
     * an error: the model cannot be used until it decides. The life-cycle methods of all are called.
     */
    String[] parents() default {};

    /** One line for people. */
    String description() default "";
}
