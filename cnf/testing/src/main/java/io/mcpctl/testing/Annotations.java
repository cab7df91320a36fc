package io.mcpctl.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Instances of component configuration types. */
public final class Annotations {
    private Annotations() {}

    /** The annotation with these values; every other member has its default. */
    public static <A extends Annotation> A of(Class<A> type, Map<String, Object> values) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object value = values.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
        return type.cast(proxy);
    }
}
