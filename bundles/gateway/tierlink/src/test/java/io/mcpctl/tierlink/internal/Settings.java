package io.mcpctl.tierlink.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.upstream.api.UpstreamConnector;
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

    /** Reads the home's settings; what has upstreams over stdio cannot be started. */
    static LocalUpstreams noUpstreams(java.nio.file.Path home) {
        UpstreamConnector nowhere = UpstreamConnector.class.cast(Proxy.newProxyInstance(
                UpstreamConnector.class.getClassLoader(),
                new Class<?>[] {UpstreamConnector.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
        return new LocalUpstreams(of(LinkConfig.class, Map.of("home", home.toString())), nowhere, noProcesses());
    }

    /** Cannot start anything. */
    static Orchestrator noProcesses() {
        return Orchestrator.class.cast(Proxy.newProxyInstance(
                Orchestrator.class.getClassLoader(),
                new Class<?>[] {Orchestrator.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    static Mcpd mcpd(FakeMcpd fake, java.nio.file.Path home, String token) {
        return new Mcpd(
                of(LinkConfig.class, Map.of("mcpdUrl", fake.url(), "mcpdToken", token, "home", home.toString())));
    }
}
