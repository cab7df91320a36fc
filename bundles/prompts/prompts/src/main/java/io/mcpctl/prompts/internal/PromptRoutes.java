package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.prompts.api.PromptRequestSpec;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.Route.Nothing;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Approval and rejection of proposals, and new summaries. */
@Component
public final class PromptRoutes implements RouteProvider {
    private static final Permission DELETE_REQUEST = Permission.on(Action.delete, "promptrequests", "{name}");

    private final ResourceStore store;
    private final KindProvider<PromptSpec> prompts;

    /** What the approver changes. */
    public record Approval(
            @Doc("Priority of the prompt; absent: as proposed.") @Range(min = 1, max = 10)
            Optional<Integer> priority) {}

    @Activate
    @SuppressWarnings("unchecked") // the target names the kind, and the kind its record
    public PromptRoutes(@Reference ResourceStore store, @Reference(target = "(kind=prompt)") KindProvider<?> prompts) {
        this.store = store;
        this.prompts = (KindProvider<PromptSpec>) prompts;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.post(
                                "/promptrequests/{name}/approve",
                                new Permission.AllOf(List.of(DELETE_REQUEST, Permission.on(Action.create, "prompts"))),
                                Approval.class,
                                PromptView.class,
                                "Makes the proposal a prompt.",
                                this::approve)
                        .verb("approve"),
                Route.post(
                                "/promptrequests/{name}/reject",
                                DELETE_REQUEST,
                                Nothing.class,
                                Nothing.class,
                                "Removes the proposal.",
                                this::reject)
                        .status(204)
                        .verb("reject"),
                Route.post(
                                "/prompts/{name}/regenerate-summary",
                                Permission.on(Action.edit, "prompts", "{name}"),
                                Nothing.class,
                                PromptView.class,
                                "Writes summary and chapters anew.",
                                this::regenerate)
                        .verb("regenerate-summary"));
    }

    /** Deletes first: of two approvals at one time the second finds nothing. */
    private Reply approve(Call<Approval> call) {
        return store.transact(call.caller(), transaction -> {
            Resource<PromptRequestSpec> request = Scopes.find(transaction, PromptKinds.REQUEST, call);
            PromptRequestSpec proposed = request.spec();
            transaction.delete(PromptKinds.REQUEST, request.id());
            if (transaction
                    .find(PromptKinds.PROMPT, Scopes.name(proposed.project(), request.name()))
                    .isPresent()) {
                throw Scopes.taken(proposed.project(), request.name());
            }
            PromptSpec spec = prompts.check(
                    PromptSpec.text(
                            proposed.project(),
                            proposed.content(),
                            call.body().priority().orElse(proposed.priority())),
                    Optional.empty(),
                    transaction);
            Resource<PromptSpec> prompt = transaction.create(PromptKinds.PROMPT, request.name(), spec);
            return Reply.of(PromptView.of(prompt, transaction));
        });
    }

    private Reply reject(Call<Nothing> call) {
        return store.transact(call.caller(), (Transaction transaction) -> {
            transaction.delete(
                    PromptKinds.REQUEST,
                    Scopes.find(transaction, PromptKinds.REQUEST, call).id());
            return Reply.empty();
        });
    }

    private Reply regenerate(Call<Nothing> call) {
        return store.transact(call.caller(), transaction -> {
            String id = Scopes.find(transaction, PromptKinds.PROMPT, call).id();
            return Reply.of(PromptView.of(transaction.update(PromptKinds.PROMPT, id, Summary::of), transaction));
        });
    }
}
