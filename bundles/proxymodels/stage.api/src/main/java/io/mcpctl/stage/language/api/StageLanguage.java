package io.mcpctl.stage.language.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import io.mcpctl.stage.api.PipelineStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes stages of source files. Register it as a service with {@link LanguageName}. Safe for concurrent use.
 *
 * <p>Nothing of a stage may stay reachable from the language once nobody holds the stage, so that its memory is free
 * when its file is replaced or deleted. What is dear, such as an engine, is made at the first {@link #load}: a language
 * that nobody uses costs nothing.
 */
@ConsumerType
@ExtensionPoint(family = "stagelanguage", key = "language.name")
public interface StageLanguage {
    /**
     * Makes a stage. It is called on a thread of its own, which is interrupted when it takes longer than 20 s.
     *
     * @return a stage that is ready to be called
     * @throws io.mcpctl.problem.api.ProblemException with kind INVALID when the source is wrong; the sentence begins with
     *     the name of the file, and the line where there is one: {@code shout.js:3: ...}
     */
    PipelineStage load(StageSource source);

    /**
     * Tells that a source came, which will be loaded within a second: time to make what is dear. It is called on a thread
     * of its own, may be called again, and does nothing here. Since 1.1.
     */
    default void warmUp() {}
}
