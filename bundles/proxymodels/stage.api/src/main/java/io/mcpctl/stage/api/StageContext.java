package io.mcpctl.stage.api;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a stage may know of the content it gets. Valid until the stage returns. */
@ProviderType
public interface StageContext {
    /** What the content is and where it comes from. */
    Origin origin();

    /** The content as it was before the first stage. */
    String original();

    /** The sections that earlier stages left; empty when there are none. */
    List<Section> sections();

    /** The stage's own configuration in this pipeline. */
    Settings config();

    /** Remembers texts for this stage in this proxy model, across sessions. */
    StageCache cache();

    /** Writes to the log of the daemon, with the stage's name on every line. */
    System.Logger log();

    /** Time left until the stage is given up; never negative. */
    Duration remaining();
}
