package io.mcpctl.secrets.internal;

import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.secrets.api.SecretBackendSpec;
import io.mcpctl.secrets.api.SecretSpec;

/** The descriptions of both kinds of this area. */
final class Kinds {
    static final ResourceKind<SecretBackendSpec> BACKEND = ResourceKind.of(
                    "secretbackend", "secretbackends", SecretBackendSpec.class)
            .aliases("sb")
            .table("secret_backends")
            .applyOrder(10)
            .column("NAME", "name")
            .column("TYPE", "type")
            .column("DEFAULT", "isDefault")
            .column("HEALTH", "health")
            .wideColumn("DESCRIPTION", "description")
            .column("AGE", "age")
            .doc("Where values of secrets are kept. One backend is the default.")
            .build();

    static final ResourceKind<SecretSpec> SECRET = ResourceKind.of("secret", "secrets", SecretSpec.class)
            .aliases("sec")
            .table("secrets")
            .applyOrder(20)
            .column("NAME", "name")
            .column("BACKEND", "backend")
            .column("KEYS", "keys")
            .wideColumn("REFERENCE", "externalRef")
            .column("AGE", "age")
            .doc("Confidential values by key. They are shown as *** and reach servers through valueFrom.secretRef.")
            .build();

    private Kinds() {}
}
