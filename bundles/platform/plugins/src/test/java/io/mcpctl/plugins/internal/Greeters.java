package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.LongUse;
import io.mcpctl.plugins.api.Stay;
import io.mcpctl.sample.api.Greeter;
import io.mcpctl.testing.PluginJar;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** An area with a directory of greeters, and plug-ins that provide them. */
final class Greeters {
    static final String NAME = "com.example.greeter";
    private static final String CLASS = "com.example.greeter.Polite";

    private final Directory<Greeter> directory = new Directory<>(Greeter.class);
    private final Map<ServiceReference<?>, Greeter> bound = new ConcurrentHashMap<>();
    private final BundleContext context;

    Greeters(BundleContext context) throws Exception {
        this.context = context;
        context.addServiceListener(this::changed, "(objectClass=" + Greeter.class.getName() + ")");
        context.registerService(LongUse.class, directory::vacate, null);
    }

    private void changed(ServiceEvent event) {
        ServiceReference<?> service = event.getServiceReference();
        if (event.getType() == ServiceEvent.REGISTERED) {
            if (context.getService(service) instanceof Greeter greeter) {
                bound.put(service, greeter);
                directory.add(greeter, properties(service));
            }
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            Greeter greeter = bound.remove(service);
            if (greeter != null) {
                directory.remove(greeter, properties(service), Duration.ofSeconds(20));
                context.ungetService(service);
            }
        }
    }

    private static Map<String, Object> properties(ServiceReference<?> service) {
        Map<String, Object> all = new HashMap<>();
        for (String key : service.getPropertyKeys()) {
            all.put(key, Objects.requireNonNull(service.getProperty(key)));
        }
        return all;
    }

    String greet(String who) {
        return greet(directory.lease("polite"), who);
    }

    /** By the version of the stay. */
    static String greet(Stay<Greeter> stay, String who) {
        return greet(stay.lease(), who);
    }

    private static String greet(Optional<Lease<Greeter>> found, String who) {
        try (Lease<Greeter> lease = found.orElseThrow()) {
            return lease.provider().greet(who);
        }
    }

    Stay<Greeter> stay() {
        return directory.stay("polite").orElseThrow();
    }

    boolean present() {
        return directory.names().contains("polite");
    }

    /** A plug-in whose greeter says its version. */
    static PluginJar jar(String version) {
        return jar(version, "", "return \"" + version + " \" + name;");
    }

    /**
     * @param members of the class, besides the method
     * @param body of the method
     */
    static PluginJar jar(String version, String members, String body) {
        return bare(NAME, version, "", members, body).component(CLASS, Greeter.class.getName(), "greeter.name=polite");
    }

    /** The same without a component. */
    static PluginJar bare(String name, String version, String also, String members, String body) {
        return PluginJar.of(name, version)
                .header("Import-Package", "io.mcpctl.sample.api;version=\"[1.1,2)\",io.mcpctl.plugins.api,org.slf4j")
                .source(
                        CLASS,
                        "package com.example.greeter; public final class Polite implements io.mcpctl.sample.api.Greeter"
                                + also + " {" + members + " @Override public String greet(String name) {" + body
                                + "} }");
    }

    /** A plug-in whose class implements more. */
    static PluginJar checking(String version, String trouble) {
        return bare(
                        NAME,
                        version,
                        ", io.mcpctl.plugins.api.SelfCheck",
                        "@Override public java.util.Optional<String> trouble() { return java.util.Optional.of(\""
                                + trouble + "\"); }",
                        "return name;")
                .component(CLASS, Greeter.class.getName(), "greeter.name=polite");
    }
}
