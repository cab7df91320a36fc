package io.mcpctl.secrets.api;

import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;

/** One value of one secret, as definitions refer to it. */
public record SecretRef(
        @Doc("Name of the secret.") @Range(min = 1, max = 100)
        String name,

        @Doc("Key within the secret.") @Match(value = SecretSpec.KEY, meaning = SecretSpec.KEY_MEANING)
        String key) {

    @Override
    public String toString() {
        return "secret '" + name + "', key '" + key + "'";
    }
}
