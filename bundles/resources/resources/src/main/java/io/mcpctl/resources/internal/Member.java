package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Hidden;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Ref;
import io.mcpctl.resources.api.Secret;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One member of a record: a component and what its annotations say. Everything is read once, because every row and every
 * document asks for it.
 */
final class Member {
    private final RecordComponent component;
    private final Shape shape;
    private final boolean optional;
    private final Optional<JsonNode> defaultValue;
    private final String name;
    private final Optional<String> ref;
    private final String column;
    private final boolean computed;
    private final boolean hidden;
    private final boolean output;
    private final boolean linked;
    private final boolean secret;
    private final @Nullable Range range;
    private final @Nullable Match match;

    /**
     * @param optional whether the component is an {@code Optional}
     * @param defaultValue value of an absent member, if it has one
     */
    Member(RecordComponent component, Shape shape, boolean optional, Optional<JsonNode> defaultValue) {
        this.component = component;
        this.shape = shape;
        this.optional = optional;
        this.defaultValue = defaultValue;
        this.name = component.getName();
        this.ref = Optional.ofNullable(component.getAnnotation(Ref.class)).map(Ref::value);
        this.column = column(name, ref.isPresent());
        this.computed = has(Computed.class);
        this.hidden = has(Hidden.class);
        this.output = has(Output.class) || hidden;
        this.linked = has(Linked.class);
        this.secret = has(Secret.class);
        this.range = component.getAnnotation(Range.class);
        this.match = component.getAnnotation(Match.class);
    }

    RecordComponent component() {
        return component;
    }

    Shape shape() {
        return shape;
    }

    boolean optional() {
        return optional;
    }

    Optional<JsonNode> defaultValue() {
        return defaultValue;
    }

    String name() {
        return name;
    }

    String doc() {
        Doc doc = component.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    boolean computed() {
        return computed;
    }

    /** Written by the server only. */
    boolean output() {
        return output;
    }

    /** Stored, but in no answer. */
    boolean hidden() {
        return hidden;
    }

    /** Whether users write it. */
    boolean writable() {
        return !computed && !output;
    }

    boolean required() {
        return !optional && defaultValue.isEmpty() && writable();
    }

    @Nullable
    Range range() {
        return range;
    }

    @Nullable
    Match match() {
        return match;
    }

    /** Kind it refers to, if it does. */
    Optional<String> ref() {
        return ref;
    }

    /** Whether it has a column of its own in the kind's table. */
    boolean stored() {
        return !computed && !linked;
    }

    /** Kept in another table by the kind's provider. */
    boolean linked() {
        return linked;
    }

    /** Whether messages must not quote its values. */
    boolean secret() {
        return secret;
    }

    /**
     * {@code packageName} is {@code package_name}, a reference {@code server} is {@code server_id}; {@code version} is
     * {@code own_version}, because the column of that name counts the changes.
     */
    String column() {
        return column;
    }

    private static String column(String name, boolean reference) {
        if (name.equals("version")) {
            return "own_version";
        }
        StringBuilder snake = new StringBuilder();
        name.chars().forEach(c -> {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append((char) Character.toLowerCase(c));
        });
        return reference ? snake.append("_id").toString() : snake.toString();
    }

    private boolean has(Class<? extends Annotation> annotation) {
        return component.isAnnotationPresent(annotation);
    }
}
