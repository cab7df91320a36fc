package io.mcpctl.config.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Settings as ConfigAdmin configurations. The launcher reads file, environment and command line and hands over
 * framework properties {@code mcpctl.config.<section>.<key>}; section {@code http} is the PID {@code io.mcpctl.http}.
 * Keys that no component declares are refused with the allowed ones. A component that declares a key {@code home} is
 * given the home folder; what the launcher alone knows ({@code mcpctl.launcher.<section>.<key>}) is given to who
 * declares it.
 */
@Component(service = ConfigBridge.class, immediate = true)
public final class ConfigBridge {
    private static final String PREFIX = "mcpctl.config.";
    private static final String LAUNCHER = "mcpctl.launcher.";
    private static final String PIDS = "io.mcpctl.";

    @Activate
    public ConfigBridge(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService metatypes) {
        try {
            Map<String, Map<String, AttributeDefinition>> declared = declared(context, metatypes);
            Map<String, Map<String, String>> wanted = wanted(context, declared);
            for (var pid : declared.entrySet()) {
                Map<String, String> values = new TreeMap<>(wanted.getOrDefault(pid.getKey(), Map.of()));
                if (pid.getValue().containsKey("home")) {
                    values.put("home", String.valueOf(context.getProperty("mcpctl.home")));
                }
                for (String key : pid.getValue().keySet()) {
                    String known = context.getProperty(LAUNCHER + pid.getKey().substring(PIDS.length()) + "." + key);
                    if (known != null) {
                        values.put(key, known);
                    }
                }
                write(admin, pid.getKey(), pid.getValue(), values);
            }
        } catch (ProblemException e) {
            throw StartupFailure.report(e);
        }
    }

    private static Map<String, Map<String, AttributeDefinition>> declared(
            BundleContext context, MetaTypeService metatypes) {
        Map<String, Map<String, AttributeDefinition>> declared = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (!String.valueOf(bundle.getSymbolicName()).startsWith(PIDS)) {
                continue;
            }
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            if (information == null) {
                continue; // the bundle does not resolve: the framework says why
            }
            for (String pid : information.getPids()) {
                Map<String, AttributeDefinition> keys = new TreeMap<>();
                ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
                for (AttributeDefinition key : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
                    keys.put(key.getID(), key);
                }
                declared.merge(pid, keys, (one, other) -> {
                    one.putAll(other);
                    return one;
                });
            }
        }
        return declared;
    }

    private static Map<String, Map<String, String>> wanted(
            BundleContext context, Map<String, Map<String, AttributeDefinition>> declared) {
        String names = context.getProperty("mcpctl.config");
        Map<String, Map<String, String>> wanted = new TreeMap<>();
        List<String> fromEnvironment = List.of(
                String.valueOf(context.getProperty(PREFIX + "from.environment")).split(",", -1));
        for (String name : names == null || names.isEmpty() ? new String[0] : names.split(",", -1)) {
            Optional<String> section = declared.keySet().stream()
                    .filter(p -> (PIDS + name).startsWith(p + "."))
                    .max((a, b) -> Integer.compare(a.length(), b.length()));
            if (section.isEmpty() && fromEnvironment.contains(name)) {
                continue; // a variable may be meant for another daemon of this machine
            }
            String pid = section.orElseThrow(() -> unknown(name, sections(declared)));
            String key = (PIDS + name).substring(pid.length() + 1);
            Map<String, AttributeDefinition> keys = declared.getOrDefault(pid, Map.of());
            if (!keys.containsKey(key)) {
                throw unknown(name, String.join(", ", keys.keySet()));
            }
            wanted.computeIfAbsent(pid, p -> new TreeMap<>())
                    .put(key, String.valueOf(context.getProperty(PREFIX + name)));
        }
        return wanted;
    }

    private static String sections(Map<String, ?> declared) {
        TreeSet<String> sections = new TreeSet<>();
        declared.keySet().forEach(pid -> sections.add(pid.substring(PIDS.length())));
        return String.join(", ", sections);
    }

    private static ProblemException unknown(String name, String allowed) {
        return new ProblemException(
                ProblemKind.INVALID, "config.yaml: unknown key '" + name + "'; allowed here are " + allowed);
    }

    private static void write(
            ConfigurationAdmin admin, String pid, Map<String, AttributeDefinition> keys, Map<String, String> values) {
        Dictionary<String, Object> properties = new Hashtable<>();
        values.forEach((key, value) -> properties.put(key, typed(pid, keys.get(key), key, value)));
        try {
            admin.getConfiguration(pid, "?").updateIfDifferent(properties);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INTERNAL, "configuration " + pid + " could not be written: " + e, e);
        }
    }

    private static Object typed(
            String pid, @org.jspecify.annotations.Nullable AttributeDefinition definition, String key, String value) {
        if (definition == null) {
            return value;
        }
        try {
            if (definition.getCardinality() != 0) {
                return Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toArray(String[]::new);
            }
            return switch (definition.getType()) {
                case AttributeDefinition.INTEGER -> Integer.valueOf(value);
                case AttributeDefinition.LONG -> Long.valueOf(value);
                case AttributeDefinition.BOOLEAN -> flag(pid, key, value);
                default -> value;
            };
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "config.yaml: " + pid.substring(PIDS.length()) + "." + key + " is '" + value
                            + "'; expected a whole number",
                    e);
        }
    }

    private static Boolean flag(String pid, String key, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "config.yaml: " + pid.substring(PIDS.length()) + "." + key + " is '" + value
                            + "'; expected true or false");
        }
        return Boolean.valueOf(value);
    }
}
