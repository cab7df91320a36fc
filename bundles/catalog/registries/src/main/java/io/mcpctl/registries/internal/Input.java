package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.resources.api.Doc;
import java.util.List;
import java.util.Optional;

/** Something that only the user knows, as the REST interface tells of it. */
record Input(
        @Doc("Name of the variable, header or argument.") String name,
        @Doc("What is wanted.") String description,
        @Doc("Whether there is no server without it.") boolean required,
        @Doc("Whether it belongs into a secret.") boolean secret,
        @Doc("What is taken when nothing is given.") Optional<String> defaultValue,
        @Doc("Possible values; empty = any.") List<String> choices) {

    static List<Input> of(RegistryOffer offer) {
        return Offers.inputs(offer).stream().map(Input::of).toList();
    }

    private static Input of(RegistryInput input) {
        return new Input(
                input.name(),
                input.description(),
                input.required(),
                input.secret(),
                input.defaultValue(),
                input.choices());
    }
}
