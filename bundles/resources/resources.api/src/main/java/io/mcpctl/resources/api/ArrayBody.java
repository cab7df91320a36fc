package io.mcpctl.resources.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the body record of a {@link Route}, which has one member, a list: the JSON body is that array itself. Paths of
 * refused members begin with the index, such as {@code [3].name}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ArrayBody {
    /** Whether unknown members are ignored: for what other programs send, which may be newer than this one. */
    boolean tolerant() default false;
}
