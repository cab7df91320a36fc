package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The settings of plug-ins: declared by their metatype, given by the operator, kept by ConfigAdmin. */
final class PluginConfigurations {
    /** A private property: components have it, their services do not show it. */
    static final String MARK = ".mcpctl.write";

    private final AtomicLong writes = new AtomicLong();
    private final ConfigurationAdmin admin;
    private final MetaTypeService metatypes;

    PluginConfigurations(ConfigurationAdmin admin, MetaTypeService metatypes) {
        this.admin = admin;
        this.metatypes = metatypes;
    }

    /** What was written to ConfigAdmin, which tells components a little later. */
    record Written(Set<String> pids, long mark) {
        Written {
            pids = Set.copyOf(pids);
        }
    }

    /** One key of one PID. */
    record Declared(String pid, AttributeDefinition key) {
        String name() {
            return key.getID();
        }

        String type() {
            String one =
                    switch (key.getType()) {
                        case AttributeDefinition.INTEGER, AttributeDefinition.LONG, AttributeDefinition.SHORT ->
                            "whole number";
                        case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> "number";
                        case AttributeDefinition.BOOLEAN -> "true or false";
                        default -> "text";
                    };
            return key.getCardinality() == 0 ? one : "list of " + one;
        }

        String byDefault() {
            return String.join(",", Objects.requireNonNullElse(key.getDefaultValue(), new String[0]));
        }

        boolean isPassword() {
            return key.getType() == AttributeDefinition.PASSWORD;
        }
    }

    /** What the plug-in declares, by key; a key that several of its PIDs declare is given to each of them. */
    List<Declared> declared(Bundle bundle) {
        @Nullable MetaTypeInformation information = information(bundle);
        List<Declared> all = new ArrayList<>();
        if (information == null) {
            return all;
        }
        for (String pid : new TreeSet<>(List.of(information.getPids()))) {
            ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
            Stream.of(Objects.requireNonNullElse(
                            definition.getAttributeDefinitions(ObjectClassDefinition.ALL), new AttributeDefinition[0]))
                    .map(key -> new Declared(pid, key))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /** Null when the bundle is uninstalled, or was meanwhile. */
    private @Nullable MetaTypeInformation information(Bundle bundle) {
        try {
            return metatypes.getMetaTypeInformation(bundle);
        } catch (IllegalStateException e) {
            return null; // the metatype service reads its entries without looking whether they are still there
        }
    }

    /** @throws ProblemException naming the plug-in and the first setting that is wrong */
    void check(JarFacts facts, Bundle bundle, Map<String, String> settings) {
        values(facts, declared(bundle), settings);
    }

    /**
     * Gives the settings to the components, before they start or while they run.
     *
     * @return the value of {@link #MARK} by which one sees that a component has got them
     */
    Written write(JarFacts facts, Bundle bundle, Map<String, String> settings) {
        long mark = writes.incrementAndGet();
        Map<String, Hashtable<String, Object>> all = values(facts, declared(bundle), settings);
        all.forEach((pid, values) -> {
            try {
                values.put(MARK, mark);
                admin.getConfiguration(pid, "?").update(values);
            } catch (IOException e) {
                throw new ProblemException(
                        ProblemKind.INTERNAL, facts.name() + ": its settings cannot be kept: " + e.getMessage(), e);
            }
        });
        return new Written(all.keySet(), mark);
    }

    /** Forgets what was given to a plug-in that goes for good. */
    void delete(JarFacts facts, Bundle bundle) {
        for (String pid : pids(declared(bundle))) {
            try {
                Configuration configuration = admin.getConfiguration(pid, "?");
                configuration.delete();
            } catch (IOException e) {
                throw new ProblemException(
                        ProblemKind.INTERNAL, facts.name() + ": its settings cannot be removed: " + e.getMessage(), e);
            }
        }
    }

    private static TreeSet<String> pids(List<Declared> declared) {
        return declared.stream().map(Declared::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Hashtable<String, Object>> values(
            JarFacts facts, List<Declared> declared, Map<String, String> settings) {
        Map<String, Hashtable<String, Object>> values = new TreeMap<>();
        for (Declared key : declared) {
            if (!key.pid().equals(facts.name()) && !key.pid().startsWith(facts.name() + ".")) {
                throw Refusal.of(
                        facts.jar(),
                        "it declares settings of " + key.pid() + ", and its own begin with " + facts.name());
            }
            Hashtable<String, Object> ofPid = values.computeIfAbsent(key.pid(), pid -> new Hashtable<>());
            @Nullable String text = settings.get(key.name());
            if (text != null) {
                ofPid.put(key.name(), typed(facts, key, text));
            }
        }
        for (String name : new TreeSet<>(settings.keySet())) {
            if (declared.stream().noneMatch(key -> key.name().equals(name))) {
                throw new ProblemException(
                        ProblemKind.INVALID, facts.title() + " knows no setting '" + name + "'; " + known(declared));
            }
        }
        return values;
    }

    private static String known(List<Declared> declared) {
        return declared.isEmpty()
                ? "it has none"
                : "it knows "
                        + declared.stream()
                                .map(Declared::name)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "));
    }

    private static Object typed(JarFacts facts, Declared key, String text) {
        if (key.key().getCardinality() != 0) {
            return Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .peek(each -> single(facts, key, each))
                    .toArray(String[]::new);
        }
        return single(facts, key, text);
    }

    private static Object single(JarFacts facts, Declared key, String text) {
        Optional<Object> value = converted(key.key().getType(), text);
        String complaint =
                value.isEmpty() ? "expected a " + key.type() : key.key().validate(text);
        if (value.isEmpty() || complaint != null && !complaint.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    facts.title() + ": setting '" + key.name() + "' is '" + (key.isPassword() ? "***" : text) + "'; "
                            + complaint);
        }
        return value.get();
    }

    private static Optional<Object> converted(int type, String text) {
        try {
            return Optional.of(
                            switch (type) {
                                case AttributeDefinition.INTEGER, AttributeDefinition.SHORT -> Integer.valueOf(text);
                                case AttributeDefinition.LONG -> Long.valueOf(text);
                                case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Double.valueOf(text);
                                case AttributeDefinition.BOOLEAN ->
                                    text.equals("true") || text.equals("false")
                                            ? Boolean.valueOf(text)
                                            : Optional.empty();
                                default -> text;
                            })
                    .filter(value -> value != Optional.empty());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
