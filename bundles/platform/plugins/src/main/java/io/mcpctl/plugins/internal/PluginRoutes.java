package io.mcpctl.plugins.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.resources.api.Upload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The REST resource {@code plugins}. */
@Component
public final class PluginRoutes implements RouteProvider {
    private static final String PLUGINS = "plugins";
    private static final String ONE = "/plugins/{name}";
    private static final int MOST_LINES = 10_000;

    private final Plugins plugins;
    private final AccessControl access;

    @Activate
    public PluginRoutes(@Reference Plugins plugins, @Reference AccessControl access) {
        this.plugins = plugins;
        this.access = access;
    }

    /** Changes of settings. */
    public record Settings(
            @Doc("New values by key; null takes a setting back to its default.")
            Map<String, Optional<String>> settings) {
        /** Keys only: some values are secret. */
        @Override
        public String toString() {
            return "Settings" + settings.keySet();
        }
    }

    /** Lines of a log. */
    public record Lines(List<String> lines) {}

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/plugins",
                        Permission.AUTHENTICATED,
                        PluginView.class,
                        "The plug-ins of this daemon that the caller may view, and files of its plug-in folder that are none.",
                        this::list),
                Route.get(ONE, on(Action.view), PluginView.class, "One plug-in.", call -> view(call.segment("name"))),
                Route.post(
                                "/plugins",
                                Permission.on(Action.create, PLUGINS),
                                Upload.class,
                                PluginView.class,
                                "Installs the jar that is sent; ?source= says where it came from.",
                                this::install)
                        .status(201)
                        .verb("install"),
                Route.post(
                                ONE + "/upgrade",
                                on(Action.edit),
                                Upload.class,
                                PluginView.class,
                                "Puts the jar that is sent into service in place of the version that runs; if it cannot, that"
                                        + " one stays.",
                                this::upgrade)
                        .verb("upgrade"),
                action("rollback", "Puts the version before into service again.", name -> plugins.deployer()
                        .rollback(name)),
                action("enable", "Puts it into service.", name -> plugins.deployer()
                        .enable(name)),
                action("disable", "Takes it out of service and keeps it.", name -> plugins.deployer()
                        .disable(name)),
                Route.post(
                                ONE + "/settings",
                                on(Action.edit),
                                Settings.class,
                                PluginView.class,
                                "Changes settings; unknown keys are refused.",
                                this::configure)
                        .verb("configure"),
                Route.delete(ONE, on(Action.delete), "Removes it, with its jar in the plug-in folder.", this::remove),
                Route.get(
                        ONE + "/logs",
                        new Permission.Operation("logs"),
                        Lines.class,
                        "Last lines of the daemon's log that concern it; ?tail= says how many, 200 when absent.",
                        this::logs));
    }

    private interface Change {
        Plugin of(String name);
    }

    private Route<Route.Nothing> action(String verb, String doc, Change change) {
        return Route.post(
                        ONE + "/" + verb,
                        on(Action.edit),
                        Route.Nothing.class,
                        PluginView.class,
                        doc,
                        call -> reply(change.of(call.segment("name"))))
                .verb(verb);
    }

    private static Permission on(Action action) {
        return Permission.on(action, PLUGINS, "{name}");
    }

    private Reply list(Call<?> call) {
        Scope scope = access.requireScope(call.caller(), Action.view, PLUGINS);
        return Reply.of(plugins.views().all().stream()
                .filter(view -> scope.includes(view.name()))
                .toList());
    }

    private Reply view(String name) {
        return Reply.of(plugins.views().all().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseGet(() -> plugins.views().of(plugins.deployer().require(name))));
    }

    private Reply reply(Plugin plugin) {
        return Reply.of(plugins.views().of(plugin));
    }

    private Reply install(Call<Upload> call) {
        String source = source(call);
        return reply(plugins.deployer().install(draft(call, source), source));
    }

    private Reply upgrade(Call<Upload> call) {
        String source = source(call);
        String name = call.segment("name");
        plugins.deployer().require(name);
        return reply(plugins.deployer().upgrade(name, draft(call, source), source));
    }

    private Path draft(Call<Upload> call, String source) {
        return plugins.store().draft(source, call.body().content(), plugins.limit());
    }

    private static String source(Call<Upload> call) {
        String source = call.parameter("source").orElse("upload");
        if (source.isBlank() || source.length() > 300 || source.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(ProblemKind.INVALID, "source: must be 1 to 300 characters in one line");
        }
        return source;
    }

    private Reply configure(Call<Settings> call) {
        return reply(
                plugins.deployer().configure(call.segment("name"), call.body().settings()));
    }

    private Reply remove(Call<?> call) {
        plugins.remove(call.segment("name"));
        return Reply.empty();
    }

    private Reply logs(Call<?> call) {
        String name = call.segment("name");
        Set<String> classes = plugins.deployer()
                .find(name)
                .flatMap(Plugin::running)
                .map(running -> running.facts().classes())
                .orElse(Set.of());
        if (classes.isEmpty()) {
            view(name); // known at least, as a file or as a plug-in that does not run
        }
        return Reply.of(new Lines(new PluginLog(name, classes)
                .last(
                        plugins.home().resolve("logs/daemon.log"),
                        tail(call.parameter("tail").orElse("200")))));
    }

    private static int tail(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int tail = Integer.parseInt(text);
            if (tail >= 1 && tail <= MOST_LINES) {
                return tail;
            }
        }
        throw new ProblemException(ProblemKind.INVALID, "tail: must be a whole number from 1 to " + MOST_LINES);
    }
}
