package io.mcpctl.prompts.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.prompts.api.PromptRequestSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The kind {@code promptrequest}. */
@Component(service = KindProvider.class, property = "kind=promptrequest")
public final class PromptRequestKind implements KindProvider<PromptRequestSpec> {

    @Activate
    public PromptRequestKind() {}

    @Override
    public ResourceKind<PromptRequestSpec> kind() {
        return PromptKinds.REQUEST;
    }

    @Override
    public PromptRequestSpec check(
            PromptRequestSpec spec, Optional<Resource<PromptRequestSpec>> before, Transaction transaction) {
        if (spec.content().isBlank()) {
            throw new ProblemException(
                    new Problem(
                            ProblemKind.INVALID,
                            "content: must not be blank",
                            List.of(new Violation("content", "must not be blank"))),
                    null);
        }
        return new PromptRequestSpec(
                spec.content(),
                spec.project(),
                spec.priority(),
                spec.createdBySession(),
                transaction.caller().userId());
    }

    /** What could not be approved is not proposed either. */
    @Override
    public void afterWrite(Resource<PromptRequestSpec> resource, Transaction transaction) {
        String prompt = Scopes.name(resource.spec().project(), resource.name());
        if (transaction.find(PromptKinds.PROMPT, prompt).isPresent()) {
            throw Scopes.taken(resource.spec().project(), resource.name());
        }
    }
}
