package io.mcpctl.templates.internal;

import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HeaderEntry;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import io.mcpctl.templates.internal.TemplateSpec.Variable;
import io.mcpctl.templates.internal.UpgradeRoute.Change;
import io.mcpctl.templates.internal.UpgradeRoute.Conflict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three versions of a server, member by member: what the template gave once, what the server has now, what the template
 * gives today. What only one side changed is taken from it; what both changed is a conflict. One use each.
 */
final class Merge {
    /** Which side wins a conflict. */
    enum Favour {
        /** None: the server keeps what it has, and the conflict stays. */
        NOBODY,
        SERVER,
        TEMPLATE
    }

    private static final String MASK = "***";

    private final ServerSpec base;
    private final ServerSpec mine;
    private final ServerSpec theirs;
    private final Favour favour;
    private final List<Change> changes = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    Merge(ServerSpec base, ServerSpec mine, ServerSpec theirs, Favour favour) {
        this.base = base;
        this.mine = mine;
        this.theirs = theirs;
        this.favour = favour;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Those that nobody won. */
    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    ServerSpec merged() {
        return new ServerSpec(
                member("description", ServerSpec::description),
                member("transport", ServerSpec::transport),
                member("packageName", ServerSpec::packageName),
                member("runtime", ServerSpec::runtime),
                member("dockerImage", ServerSpec::dockerImage),
                member("command", ServerSpec::command),
                member("args", ServerSpec::args),
                member("containerPort", ServerSpec::containerPort),
                member("externalUrl", ServerSpec::externalUrl),
                member("repositoryUrl", ServerSpec::repositoryUrl),
                member("replicas", ServerSpec::replicas),
                named("env", ServerSpec::env, EnvEntry::name),
                member("healthCheck", ServerSpec::healthCheck),
                mine.resources(),
                mine.orchestrator(),
                mine.sharing(),
                mine.startTimeoutSeconds(),
                mine.health(),
                mine.origin(),
                mine.lastFailure(),
                mine.nextRetryAt(),
                named("headers", ServerSpec::headers, HeaderEntry::name),
                mine.restartNeeded(),
                mine.source());
    }

    private <T> T member(String name, Function<ServerSpec, T> get) {
        return choose(name, get.apply(base), get.apply(mine), get.apply(theirs));
    }

    private <T> T choose(String member, T before, T now, T next) {
        if (next.equals(before) || next.equals(now)) {
            return now;
        }
        if (!now.equals(before)) {
            switch (favour) {
                case NOBODY -> {
                    conflicts.add(new Conflict(member, text(before), text(now), text(next)));
                    return now;
                }
                case SERVER -> {
                    return now;
                }
                case TEMPLATE -> {
                    // Taken like what only the template changed.
                }
            }
        }
        changes.add(new Change(member, text(now), text(next)));
        return next;
    }

    /** Entry by entry, in the order of the server and then of the template. */
    private <E> List<E> named(String member, Function<ServerSpec, List<E>> get, Function<E, String> name) {
        Map<String, E> before = byName(get.apply(base), name);
        Map<String, E> now = byName(get.apply(mine), name);
        Map<String, E> next = byName(get.apply(theirs), name);
        return Stream.of(now, next)
                .flatMap(entries -> entries.keySet().stream())
                .distinct()
                .flatMap(key -> choose(
                        member + "." + key,
                        Optional.ofNullable(before.get(key)),
                        Optional.ofNullable(now.get(key)),
                        Optional.ofNullable(next.get(key)))
                        .stream())
                .toList();
    }

    private static <E> Map<String, E> byName(List<E> entries, Function<E, String> name) {
        return entries.stream()
                .collect(Collectors.toMap(name, entry -> entry, (one, other) -> other, LinkedHashMap::new));
    }

    private static Optional<String> text(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(Merge::text);
            case List<?> list ->
                list.isEmpty()
                        ? Optional.empty()
                        : Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            case EnvEntry entry -> Optional.of(text(entry.name(), entry.value(), entry.valueFrom()));
            case HeaderEntry entry -> Optional.of(text(entry.name(), entry.value(), entry.valueFrom()));
            default -> Optional.of(String.valueOf(value)).filter(text -> !text.isEmpty());
        };
    }

    private static String text(String name, Optional<String> value, Optional<ValueFrom> from) {
        return from.map(place ->
                        place.secretRef().name() + "/" + place.secretRef().key())
                .orElseGet(() -> Variable.secretName(name) ? MASK : value.orElse(""));
    }
}
