package io.mcpctl.prompts.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.api.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A text that the product itself sends to a model. People may edit it; it never goes.
 *
 * @param variables what a text must contain in double braces to be of use
 */
record SystemPrompt(String name, List<String> variables) {
    private static final int PRIORITY = 5;

    static final List<SystemPrompt> ALL = List.of(
            new SystemPrompt("llm-request-optimization", List.of()),
            new SystemPrompt("llm-response-filter", List.of()),
            new SystemPrompt("llm-gate-selection", List.of()),
            new SystemPrompt("llm-prompt-summary", List.of()),
            new SystemPrompt("llm-section-summary", List.of("maxTokens")),
            new SystemPrompt("llm-page-titles", List.of("pageCount")));

    static Optional<SystemPrompt> of(Resource<PromptSpec> prompt) {
        return isSystem(prompt.spec())
                ? ALL.stream().filter(p -> p.name().equals(prompt.name())).findFirst()
                : Optional.empty();
    }

    /** Whether the prompt is in the system project. */
    static boolean isSystem(PromptSpec prompt) {
        return prompt.project().equals(Optional.of(ProjectKinds.SYSTEM_PROJECT));
    }

    /** As it comes with the product. */
    PromptSpec shipped() {
        return Summary.of(PromptSpec.text(Optional.of(ProjectKinds.SYSTEM_PROJECT), text(), PRIORITY));
    }

    /** Refuses a text that lacks what the product fills in. */
    void check(PromptSpec spec) {
        if (spec.content().isBlank()) {
            throw invalid("must not be empty; delete the prompt to get the shipped text back");
        }
        for (String variable : variables) {
            if (!spec.content().contains("{{" + variable + "}}")) {
                throw invalid("missing template variable {{" + variable + "}}");
            }
        }
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, "content: " + message, List.of(new Violation("content", message))),
                null);
    }

    private String text() {
        String path = "/io/mcpctl/prompts/system/" + name + ".md";
        try (InputStream in = SystemPrompt.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("text " + name + " is not in the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
