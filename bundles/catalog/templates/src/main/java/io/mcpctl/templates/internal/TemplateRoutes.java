package io.mcpctl.templates.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The server that a template describes: shown, not made, so that whoever asks may change it first. */
@Component
public final class TemplateRoutes implements RouteProvider {
    private final ResourceStore store;
    private final RecordTrees trees;

    /** Values for a template. */
    public record Instantiate(
            @Doc("Version of the template that is expected; absent: any.")
            Optional<String> version,

            @Doc("Values of variables; those of secrets as references.") @Default("[]") @Range(max = 200)
            List<EnvEntry> env) {}

    @Activate
    public TemplateRoutes(@Reference ResourceStore store, @Reference RecordTrees trees) {
        this.store = store;
        this.trees = trees;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.post(
                        "/templates/{name}/instantiate",
                        Permission.on(Action.view, "templates", "{name}"),
                        Instantiate.class,
                        ServerSpec.class,
                        "The members of a server made from a template with these values; nothing is created.",
                        this::instantiate)
                .verb("instantiate"));
    }

    private Reply instantiate(Call<Instantiate> call) {
        Resource<TemplateSpec> template = template(store, call.segment("name"));
        call.body()
                .version()
                .filter(version -> !version.equals(template.spec().version()))
                .ifPresent(version -> {
                    throw new ProblemException(
                            ProblemKind.NOT_FOUND,
                            "template '" + template.name() + "' has no version '" + version + "'; it is at "
                                    + template.spec().version());
                });
        List<EnvEntry> variables = call.body().env();
        ServerSpec server = Fitting.fit(template.spec(), variables);
        return Reply.of(Sources.with(server, Origin.of(template, variables, trees)));
    }

    static Resource<TemplateSpec> template(ResourceStore store, String word) {
        return store.find(TemplateKind.TEMPLATE, word)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "template '" + word + "' not found; see 'get templates'"));
    }
}
