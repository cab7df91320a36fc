package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.api.ArrayBody;
import io.mcpctl.resources.api.Default;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a record type, read once by reflection; the schema that everything derives from. */
final class RecordSchema {
    private final Class<? extends Record> type;
    private final List<Member> members;
    private final Map<String, Member> byName = new HashMap<>();
    private final Constructor<? extends Record> constructor;

    RecordSchema(Class<? extends Record> type) {
        this.type = type;
        List<Member> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            found.add(member(component));
        }
        this.members = List.copyOf(found);
        members.forEach(member -> byName.put(member.name(), member));
        try {
            this.constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            // Kinds may keep their records to themselves.
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " has no canonical constructor", e);
        }
    }

    /** Whether the JSON of it is the array in its only member. */
    boolean isArray() {
        return type.isAnnotationPresent(ArrayBody.class);
    }

    List<Member> members() {
        return members;
    }

    Optional<Member> member(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Record newInstance(List<@Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getName() + " cannot be made", e);
        }
    }

    @Nullable
    Object value(Member member, Record record) {
        try {
            return member.component().getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + "." + member.name() + " cannot be read", e);
        }
    }

    private static Member member(RecordComponent component) {
        component.getAccessor().setAccessible(true);
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        Shape shape = shape(optional ? argument(type, 0) : type);
        Default value = component.getAnnotation(Default.class);
        return new Member(component, shape, optional, Optional.ofNullable(value).map(RecordSchema::parse));
    }

    private static JsonNode parse(Default value) {
        try {
            return Json.MAPPER.readTree(value.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("default is no JSON: " + value.value(), e);
        }
    }

    private static Shape shape(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new Shape.ListOf(shape(argument(type, 0)));
            }
            if (generic.getRawType() == Map.class) {
                Type value = argument(type, 1);
                boolean nullable =
                        value instanceof ParameterizedType optional && optional.getRawType() == Optional.class;
                return new Shape.MapOf(shape(nullable ? argument(value, 0) : value), nullable);
            }
        }
        if (type instanceof Class<?> raw) {
            if (raw.isRecord()) {
                return new Shape.Nested(new RecordSchema(raw.asSubclass(Record.class)));
            }
            if (raw.isEnum()) {
                @SuppressWarnings("unchecked") // an enum class is a Class<? extends Enum<?>>
                Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) raw;
                return new Shape.Choice(choice);
            }
            return scalar(raw);
        }
        throw new IllegalStateException("member type is not known: " + type);
    }

    private static Shape scalar(Class<?> type) {
        if (type == String.class) {
            return Shape.Scalar.STRING;
        }
        if (type == int.class || type == Integer.class) {
            return Shape.Scalar.INTEGER;
        }
        if (type == long.class || type == Long.class) {
            return Shape.Scalar.LONG;
        }
        if (type == double.class || type == Double.class) {
            return Shape.Scalar.NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Shape.Scalar.BOOLEAN;
        }
        if (type == Instant.class) {
            return Shape.Scalar.TIME;
        }
        if (type == Object.class) {
            return new Shape.Anything();
        }
        throw new IllegalStateException("member type is not known: " + type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
