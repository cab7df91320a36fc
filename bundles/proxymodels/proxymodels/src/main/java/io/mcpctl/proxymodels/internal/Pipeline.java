package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ordered list of stages.
 *
 * @param name of the proxy model that it is
 * @param controller proxy model that controls the session
 * @param controllerConfig what it is told
 * @param appliesTo contents that it concerns
 * @param cacheable whether its outcome may be kept for equal contents
 * @param source file that it comes from; empty for the one that is built in
 */
record Pipeline(
        String name,
        Optional<String> controller,
        Settings controllerConfig,
        List<Step> steps,
        Set<ContentKind> appliesTo,
        boolean cacheable,
        String source) {
    /** What applies where a pipeline says nothing else. */
    static final Set<ContentKind> USUAL = Set.of(ContentKind.prompt, ContentKind.toolResult);

    /** Does nothing. */
    static final Pipeline EMPTY = of("none", List.of());

    /** The one that models which are code use. */
    static final Pipeline DEFAULT = of(
            "default",
            List.of(
                    new Step("passthrough", Settings.NONE),
                    new Step("paginate", new Settings(Map.of("pageSize", 8000)))));

    Pipeline {
        steps = List.copyOf(steps);
        appliesTo = Set.copyOf(appliesTo);
    }

    /** One stage with its configuration. */
    record Step(String type, Settings config) {}

    static Pipeline of(String name, List<Step> steps) {
        return new Pipeline(name, Optional.empty(), Settings.NONE, steps, USUAL, true, "");
    }

    boolean concerns(ContentKind kind) {
        return !steps.isEmpty() && appliesTo.contains(kind);
    }
}
