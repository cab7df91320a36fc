package io.mcpctl.stage.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One transformation of a content. Register it as a service with {@link StageName}.
 *
 * <p>One instance serves all sessions, so it has to be safe for concurrent use. It may block: it runs on a thread of its
 * own. Whatever goes wrong in it costs its own effect and nothing else: when it throws, returns {@code null} or too much,
 * or is not back at its deadline, the pipeline goes on with the content as it was before, and the failure is logged,
 * counted and told by the trace of the call.
 *
 * <p>Equal contents become equal results: pipelines remember what became of a content, unless they are told not to.
 *
 * <p>A stage may be exchanged while it runs: calls that began with it end with it, later ones go to its successor. It
 * must not keep threads, and what it remembers between calls belongs into {@link StageContext#cache()}.
 */
@ConsumerType
@ExtensionPoint(family = "stage", key = "stage.name")
public interface PipelineStage {
    /**
     * Transforms a content.
     *
     * @param content what the stage before left; never larger than a message may be (64 MiB)
     * @param context what the content is and where it comes from; not to be kept after the return
     * @return the new content; {@link StageResult#of(String)} with the same text when there is nothing to do
     * @throws Exception when it cannot; its message is shown to people, so it says what is wrong and what to do
     */
    StageResult process(String content, StageContext context) throws Exception;

    /**
     * Refuses a configuration that the stage cannot work with. Called before a pipeline with it is used; must return at
     * once. A stage that is not overriding it takes any configuration.
     *
     * @throws io.mcpctl.problem.api.ProblemException with kind INVALID and the name of the key, as the methods of
     *     {@link Settings} do
     */
    default void check(Settings config) {}
}
