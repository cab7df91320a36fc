package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.tierlink.internal.Mcpd.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The projects of mcpd. Which tools they offer is decided there: what comes through the link is chosen already. */
@Component
public final class RemoteProjects implements Projects {
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Mcpd mcpd;
    private final LocalUpstreams local;
    private final Mirror mirror;

    @Activate
    public RemoteProjects(@Reference Mcpd mcpd, @Reference LocalUpstreams local) {
        this.local = local;
        this.mcpd = mcpd;
        this.mirror = new Mirror(mcpd, "projects");
    }

    @Deactivate
    void close() {
        mirror.close();
    }

    /** @throws ProblemException UNAVAILABLE when mcpd is away and the project was not known before */
    @Override
    public Optional<ProjectSpec> find(String name) {
        Optional<JsonNode> known = mirror.find(name);
        if (known.isPresent()) {
            return known.map(RemoteProjects::spec);
        }
        return switch (mirror.awaitFirst(FIRST)) {
            case REFUSED -> Optional.empty();
            case CURRENT -> mirror.find(name).or(() -> made(name)).map(RemoteProjects::spec);
            case AWAY ->
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "mcpd at " + mcpd.shown() + " cannot be reached and project \"" + name
                                + "\" was not seen before; try again when it is back");
        };
    }

    /** With the servers that only this proxy knows, if they are the caller's. */
    @Override
    public Optional<ProjectSpec> find(String name, Caller caller) {
        Set<String> own = local.names(caller);
        return own.isEmpty() ? find(name) : find(name).map(project -> with(project, own));
    }

    private static ProjectSpec with(ProjectSpec project, Set<String> own) {
        return project.withServers(Stream.concat(project.servers().stream(), own.stream())
                .distinct()
                .sorted()
                .toList());
    }

    /** One that was made just now: its event is under way. */
    private Optional<JsonNode> made(String name) {
        Answer answer =
                mcpd.get("/api/v1/projects/" + Urls.segment(name), mcpd.own().now(), LIMIT);
        return answer.isGood() ? Optional.of(answer.json()) : Optional.empty();
    }

    @Override
    public Set<String> withServer(String server) {
        return mirror.all().entrySet().stream()
                .filter(project -> texts(project.getValue().path("servers")).contains(server))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static ProjectSpec spec(JsonNode json) {
        return new ProjectSpec(
                json.path("description").asText(""),
                json.path("prompt").asText(""),
                json.path("proxyModel").asText("none"),
                json.path("gated").asBoolean(false),
                text(json, "llmProvider"),
                text(json, "llmModel"),
                overrides(json.path("serverOverrides")),
                servers(json.path("servers")),
                List.of(),
                json.path("toolSeparator").asText("__"),
                json.path("uriStyle").asText("").equals("prefixed")
                        ? ProjectSpec.UriStyle.prefixed
                        : ProjectSpec.UriStyle.original,
                json.path("describeServers").asBoolean(false),
                Optional.empty());
    }

    private static Map<String, ServerOverride> overrides(JsonNode object) {
        Map<String, ServerOverride> overrides = new HashMap<>();
        object.properties()
                .forEach(one -> overrides.put(one.getKey(), new ServerOverride(text(one.getValue(), "proxyModel"))));
        return overrides;
    }

    private static List<String> servers(JsonNode array) {
        List<String> names = new ArrayList<>(texts(array));
        names.sort(null);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.ofNullable(json.path(member).textValue());
    }
}
