package io.mcpctl.problem.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Says what keeps components from working, for whoever waits for them. Safe for concurrent use. */
@ProviderType
public interface StartupReport {
    /** One sentence for each component that refused to work, as it said itself; empty when none did. */
    List<String> failures();

    /** One sentence for each component that lacks something or failed, with the reason; some of them get over it. */
    List<String> missing();
}
