package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Hidden;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Ref;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One member of a record: a component and what its annotations say.
 *
 * @param optional whether the component is an {@code Optional}
 * @param defaultValue value of an absent member, if it has one
 */
record Member(RecordComponent component, Shape shape, boolean optional, Optional<JsonNode> defaultValue) {

    String name() {
        return component.getName();
    }

    String doc() {
        Doc doc = component.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    boolean computed() {
        return has(Computed.class);
    }

    /** Written by the server only. */
    boolean output() {
        return has(Output.class) || hidden();
    }

    /** Stored, but in no answer. */
    boolean hidden() {
        return has(Hidden.class);
    }

    /** Whether users write it. */
    boolean writable() {
        return !computed() && !output();
    }

    boolean required() {
        return !optional && defaultValue.isEmpty() && writable();
    }

    @Nullable
    Range range() {
        return component.getAnnotation(Range.class);
    }

    @Nullable
    Match match() {
        return component.getAnnotation(Match.class);
    }

    /** Kind it refers to, if it does. */
    Optional<String> ref() {
        return Optional.ofNullable(component.getAnnotation(Ref.class)).map(Ref::value);
    }

    /** Whether it has a column of its own in the kind's table. */
    boolean stored() {
        return !computed() && !linked();
    }

    /** Kept in another table by the kind's provider. */
    boolean linked() {
        return has(io.mcpctl.resources.api.Linked.class);
    }

    /** Whether messages must not quote its values. */
    boolean secret() {
        return has(io.mcpctl.resources.api.Secret.class);
    }

    /** {@code packageName} is {@code package_name}, a reference {@code server} is {@code server_id}. */
    String column() {
        StringBuilder snake = new StringBuilder();
        name().chars().forEach(c -> {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append((char) Character.toLowerCase(c));
        });
        return ref().isPresent() ? snake.append("_id").toString() : snake.toString();
    }

    private boolean has(Class<? extends Annotation> annotation) {
        return component.isAnnotationPresent(annotation);
    }
}
