package io.mcpctl.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads records of the deployer, whose types are its own, by the names of their members. */
final class Views {
    private Views() {}

    static InstalledPlugin plugin(Object view) {
        return new InstalledPlugin(
                String.valueOf(member(view, "name")),
                String.valueOf(member(view, "version")),
                String.valueOf(member(view, "state")),
                texts(member(view, "provides")),
                ((Optional<?>) member(view, "reason")).map(String::valueOf),
                texts(member(view, "threadsLeft")));
    }

    private static List<String> texts(Object list) {
        return ((Collection<?>) list).stream().map(String::valueOf).toList();
    }

    private static Object member(Object view, String name) {
        try {
            RecordComponent member = Stream.of(view.getClass().getRecordComponents())
                    .filter(each -> each.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("a plug-in has no member " + name));
            Method accessor = member.getAccessor();
            accessor.setAccessible(true);
            return Objects.requireNonNull(accessor.invoke(view), name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /** The body of a request that has one member, a map. */
    static Record body(Class<? extends Record> type, Map<String, ?> member) {
        try {
            return type.getDeclaredConstructor(Map.class).newInstance(member);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no record of a map", e);
        }
    }
}
