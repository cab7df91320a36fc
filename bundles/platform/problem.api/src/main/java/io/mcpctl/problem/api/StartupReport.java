package io.mcpctl.problem.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Says what keeps components from working, for whoever waits for them. Safe for concurrent use. */
@ProviderType
public interface StartupReport {
    /** One sentence for each component that failed to start, as it said itself; empty when none did. */
    List<String> failures();

    /** One sentence for each component that lacks something, with what it lacks. */
    List<String> missing();
}
