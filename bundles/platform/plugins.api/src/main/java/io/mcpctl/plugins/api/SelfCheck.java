package io.mcpctl.plugins.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * For providers that can tell whether they are able to work: implement it beside the SPI, on the same class. It is asked
 * once, before the plug-in takes over calls; what it names keeps the previous version in service.
 */
@ConsumerType
public interface SelfCheck {
    /** Why it cannot work, as a sentence for operators; empty when it can. Returns within ten seconds. */
    Optional<String> trouble();
}
