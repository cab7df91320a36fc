package io.mcpctl.tierlink.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configuration types with some values set and the others at their defaults. */
final class Settings {
    private Settings() {}

    static <A extends Annotation> A of(Class<A> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    static Mcpd mcpd(FakeMcpd fake, java.nio.file.Path home, String token) {
        return new Mcpd(
                of(LinkConfig.class, Map.of("mcpdUrl", fake.url(), "mcpdToken", token, "home", home.toString())));
    }
}
