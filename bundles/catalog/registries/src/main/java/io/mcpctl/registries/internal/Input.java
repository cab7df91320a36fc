package io.mcpctl.registries.internal;

import io.mcpctl.resources.api.Doc;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Something that only the user knows. */
record Input(
        @Doc("Name of the variable, header or argument.") String name,
        @Doc("What is wanted.") String description,
        @Doc("Whether there is no server without it.") boolean required,
        @Doc("Whether it belongs into a secret.") boolean secret,
        @Doc("What is taken when nothing is given.") Optional<String> defaultValue,
        @Doc("Possible values; empty = any.") List<String> choices) {
    private static final Pattern SENSITIVE =
            Pattern.compile(".*([_-]KEY|API-?KEY|[_-]SECRET|[_-]TOKEN)|.*PASSWORD.*|AUTHORIZATION|COOKIE|TOKEN|SECRET");

    Input {
        choices = List.copyOf(choices);
    }

    /** Whether a name alone says that a value is nobody's business. */
    static boolean isSensitive(String name) {
        return SENSITIVE.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

    /** The same where no secret can be referred to. */
    Input readable() {
        return new Input(name, description, required, false, defaultValue, choices);
    }
}
