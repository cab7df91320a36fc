/**
 * What the author of a pipeline stage needs. A stage gets the text that its predecessor left and returns another one; it
 * is a service with the name that pipelines use:
 *
 * <pre>{@code
 * @Component
 * @StageName("shout")
 * public final class Shout implements PipelineStage {
 *     public StageResult process(String content, StageContext context) {
 *         return StageResult.of(content.toUpperCase(Locale.ROOT));
 *     }
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package io.mcpctl.stage.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
