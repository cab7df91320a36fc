package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.Route.Nothing;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the clients of a project are given: its prompts and the global ones, the most urgent first. */
@Component
public final class VisiblePrompts implements RouteProvider {
    private static final Permission VIEW = Permission.on(Action.view, "projects", "{name}");
    private static final Comparator<Resource<PromptSpec>> ORDER = Comparator.comparing(
                    (Resource<PromptSpec> prompt) -> -prompt.spec().priority())
            .thenComparing(Resource::name)
            .thenComparing(Resource::id);

    private final ResourceStore store;

    /** A prompt without its text. */
    public record IndexEntry(
            @Doc("Name.") String name,
            @Doc("1 to 10; 10 = always delivered.") int priority,
            @Doc("What it says, in one sentence.") Optional<String> summary,
            @Doc("Its headings.") List<String> chapters,

            @Doc("Where the text is kept instead, as <project>/<server>:<uri>.")
            Optional<String> linkTarget) {}

    @Activate
    public VisiblePrompts(@Reference ResourceStore store) {
        this.store = store;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/projects/{name}/prompts/visible",
                        VIEW,
                        PromptView.class,
                        "Prompts of the project and global ones, and what the MCP session ?session= proposed.",
                        this::visible),
                Route.get(
                        "/projects/" + ProjectKinds.SYSTEM_PROJECT + "/prompts/visible",
                        Permission.AUTHENTICATED,
                        PromptView.class,
                        "The texts that the product itself sends to models.",
                        this::system),
                Route.get(
                        "/projects/{name}/prompt-index",
                        VIEW,
                        IndexEntry.class,
                        "Prompts of the project and global ones without their texts.",
                        this::index));
    }

    private Reply visible(Call<Nothing> call) {
        return store.transact(call.caller(), transaction -> {
            String project = project(transaction, call.segment("name"));
            Stream<PromptView> prompts =
                    prompts(transaction, project).map(prompt -> PromptView.of(prompt, transaction));
            return Reply.of(
                    Stream.concat(prompts, proposed(transaction, project, call)).toList());
        });
    }

    private static Stream<PromptView> proposed(Transaction transaction, String project, Call<Nothing> call) {
        Optional<String> session = call.parameter("session").filter(id -> !id.isEmpty());
        if (session.isEmpty()) {
            return Stream.empty();
        }
        return transaction.list(PromptKinds.REQUEST).stream()
                .filter(request -> request.spec().createdBySession().equals(session))
                .filter(request -> concerns(request.spec().project(), project))
                .map(PromptView::of);
    }

    private Reply system(Call<Nothing> call) {
        return store.transact(
                call.caller(),
                transaction ->
                        Reply.of(transaction.listBy(PromptKinds.PROMPT, "project", ProjectKinds.SYSTEM_PROJECT).stream()
                                .filter(prompt -> SystemPrompt.of(prompt).isPresent())
                                .sorted(ORDER)
                                .map(prompt -> PromptView.of(prompt, transaction))
                                .toList()));
    }

    private Reply index(Call<Nothing> call) {
        return store.transact(
                call.caller(),
                transaction -> Reply.of(prompts(transaction, project(transaction, call.segment("name")))
                        .map(prompt -> new IndexEntry(
                                prompt.name(),
                                prompt.spec().priority(),
                                prompt.spec().summary(),
                                prompt.spec().chapters(),
                                prompt.spec().linkTarget()))
                        .toList()));
    }

    private static String project(Transaction transaction, String idOrName) {
        return transaction
                .find(ProjectKinds.PROJECT, idOrName)
                .map(Resource::name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "project '" + idOrName + "' not found; see 'get projects'"));
    }

    private static Stream<Resource<PromptSpec>> prompts(Transaction transaction, String project) {
        return transaction.list(PromptKinds.PROMPT).stream()
                .filter(prompt -> concerns(prompt.spec().project(), project))
                .sorted(ORDER);
    }

    private static boolean concerns(Optional<String> scope, String project) {
        return scope.isEmpty() || scope.get().equals(project);
    }
}
