package io.mcpctl.secrets.api;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import java.util.Map;
import java.util.Optional;

/** Where values of secrets are kept. */
public record SecretBackendSpec(
        @Doc("Sort of store, such as plaintext: encrypted in the database. Cannot be changed.")
        @Range(min = 1, max = 50)
        String type,

        @Doc("Settings of the store; which ones depends on the type.") @Default("{}")
        Map<String, Object> config,

        @Doc("Whether secrets that name no backend go here; true takes it from the one that has it.") @Default("false")
        boolean isDefault,

        @Doc("What it is for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("State of the rotation of its token.") @Default("{}") @Output
        Map<String, Object> tokenMeta,

        @Doc("ok, or why it cannot be used now.") @Computed Optional<String> health) {

    public SecretBackendSpec withDefault(boolean mark) {
        return new SecretBackendSpec(type, config, mark, description, tokenMeta, health);
    }
}
