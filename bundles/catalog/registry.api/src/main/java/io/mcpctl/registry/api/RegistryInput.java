package io.mcpctl.registry.api;

import java.util.List;
import java.util.Optional;

/**
 * Something that only the user knows.
 *
 * @param name of the variable, header or argument
 * @param description what is wanted
 * @param required whether there is no server without it
 * @param secret whether it belongs into a secret; what is a secret by its name, such as {@code ACME_TOKEN}, is one in any case
 *     where a secret can be referred to
 * @param defaultValue what is taken when nothing is given
 * @param choices possible values; empty = any
 */
public record RegistryInput(
        String name,
        String description,
        boolean required,
        boolean secret,
        Optional<String> defaultValue,
        List<String> choices) {
    public RegistryInput {
        choices = List.copyOf(choices);
    }
}
