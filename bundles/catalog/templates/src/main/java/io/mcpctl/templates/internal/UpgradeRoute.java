package io.mcpctl.templates.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.Source;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Brings a server up to the present version of the template it was made from. */
@Component
public final class UpgradeRoute implements RouteProvider {
    private final ResourceStore store;
    private final AccessControl access;
    private final RecordTrees trees;
    private final KindProvider<ServerSpec> servers;

    /** How to upgrade. */
    public record Upgrade(
            @Doc("Only say what would change.") @Default("false")
            boolean dryRun,

            @Doc("The template wins where server and template were both changed.") @Default("false")
            boolean theirs,

            @Doc("The server wins where server and template were both changed.") @Default("false")
            boolean ours,

            @Doc("Values of variables that the template did not have before.") @Default("[]") @Range(max = 200)
            List<EnvEntry> env) {}

    /** What became of it. */
    public record Upgraded(
            @Doc("Name of the server.") String server,
            @Doc("Name of the template.") String template,
            @Doc("Version that the server was at.") String from,
            @Doc("Version of the template now.") String to,
            @Doc("Members that follow the template.") List<Change> changed,

            @Doc("Members that both sides changed, left alone.")
            List<Conflict> conflicts,

            @Doc("Whether nothing was written.") boolean dryRun) {}

    /** A member that follows the template. */
    public record Change(
            @Doc("Which one, such as args or env.NAME.") String member,
            @Doc("Its value until now.") Optional<String> from,
            @Doc("Its value in the template.") Optional<String> to) {}

    /** A member that both sides changed. */
    public record Conflict(
            @Doc("Which one, such as args or env.NAME.") String member,

            @Doc("What the template gave when the server was made.")
            Optional<String> before,

            @Doc("What the server has.") Optional<String> server,
            @Doc("What the template gives now.") Optional<String> template) {}

    @Activate
    @SuppressWarnings("unchecked") // the kind server has this record
    public UpgradeRoute(
            @Reference ResourceStore store,
            @Reference AccessControl access,
            @Reference RecordTrees trees,
            @Reference(target = "(kind=server)") KindProvider<?> servers) {
        this.store = store;
        this.access = access;
        this.trees = trees;
        this.servers = (KindProvider<ServerSpec>) servers;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.post(
                        "/servers/{name}/upgrade",
                        Permission.on(Action.edit, "servers", "{name}"),
                        Upgrade.class,
                        Upgraded.class,
                        "Brings a server up to the present version of its template; what both sides changed stays and is"
                                + " listed.",
                        this::upgrade)
                .verb("upgrade"));
    }

    private Reply upgrade(Call<Upgrade> call) {
        Upgrade wish = call.body();
        if (wish.theirs() && wish.ours()) {
            throw new ProblemException(ProblemKind.INVALID, "theirs and ours exclude each other");
        }
        Upgraded upgraded = store.transact(call.caller(), transaction -> {
            Resource<ServerSpec> server = transaction
                    .find(servers.kind(), call.segment("name"))
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.NOT_FOUND,
                            "server '" + call.segment("name") + "' not found; see 'get servers'"));
            Origin origin = Origin.read(server, trees);
            access.require(
                    call.caller(),
                    Permission.on(Action.view, "templates", origin.source().name()));
            Resource<TemplateSpec> template = transaction
                    .find(TemplateKind.TEMPLATE, origin.source().name())
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.NOT_FOUND,
                            "template '" + origin.source().name() + "', which server '" + server.name()
                                    + "' was made from, is not there any more; see 'get templates'"));
            return upgrade(transaction, server, origin, template, wish);
        });
        return Reply.of(upgraded);
    }

    private Upgraded upgrade(
            Transaction transaction,
            Resource<ServerSpec> server,
            Origin origin,
            Resource<TemplateSpec> template,
            Upgrade wish) {
        List<EnvEntry> variables = origin.variables(template.spec(), wish.env());
        Merge merge = new Merge(
                completed(Fitting.fit(origin.template(), origin.source().variables()), transaction),
                server.spec(),
                completed(Fitting.fit(template.spec(), variables), transaction),
                wish.theirs() ? Merge.Favour.TEMPLATE : wish.ours() ? Merge.Favour.SERVER : Merge.Favour.NOBODY);
        ServerSpec merged = merge.merged();
        if (!wish.dryRun()) {
            Source source =
                    merge.conflicts().isEmpty() ? Origin.of(template, variables, trees) : origin.with(variables);
            ServerSpec next = completed(Sources.with(merged, source), transaction);
            transaction.update(servers.kind(), server.id(), spec -> requireSame(server, spec, next));
        }
        return new Upgraded(
                server.name(),
                template.name(),
                origin.source().version(),
                template.spec().version(),
                merge.changes(),
                merge.conflicts(),
                wish.dryRun());
    }

    /** Somebody may have written between reading and locking. */
    private static ServerSpec requireSame(Resource<ServerSpec> read, ServerSpec locked, ServerSpec next) {
        if (!locked.equals(read.spec())) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "server '" + read.name() + "' was changed at the same moment; try again");
        }
        return next;
    }

    private ServerSpec completed(ServerSpec spec, Transaction transaction) {
        return servers.check(spec, Optional.empty(), transaction);
    }
}
