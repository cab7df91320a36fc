package io.mcpctl.llm.api;

import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.Stay;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The types of model servers that are known now, while plug-ins come and go. A service of the product. */
@ProviderType
public interface LlmProviders {
    /** The types, sorted. */
    Set<String> types();

    /** The right to call the provider of a type once, such as for checking an entry. */
    Optional<Lease<LlmProvider>> lease(String type);

    /**
     * The right to go on with the provider of a type for as long as a connection of it is open. Its version is kept when
     * it is exchanged; so open connections anew when convenient, and close the stay with the old one.
     */
    Optional<Stay<LlmProvider>> stay(String type);
}
