package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the contents of one session through the pipelines that count for their servers. */
final class ContentRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ContentRoute.class);
    private static final int MAX_WARNED = 100;

    private final Services services;
    private final SessionModel session;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private volatile Pipeline ofProject = Pipeline.EMPTY;

    ContentRoute(Services services, SessionModel session) {
        this.services = services;
        this.session = session;
    }

    /** The one of the project's model, as of the latest request. */
    void projectPipeline(Pipeline now) {
        ofProject = now;
    }

    String process(ContentKind kind, String server, String name, String arguments, String content) {
        ProjectRules rules = session.rules();
        Optional<String> override = Optional.ofNullable(rules.byServer().get(server));
        Pipeline pipeline = override.map(model -> ofServer(server, model)).orElse(ofProject);
        if (!pipeline.concerns(kind)) {
            return content;
        }
        Origin origin = new Origin(
                kind,
                server,
                kind == ContentKind.resource ? name : ToolNames.own(rules, server, name),
                arguments,
                session.project(),
                session.id());
        long begin = System.nanoTime();
        PipelineRun run = services.runner().run(pipeline, origin, content);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        services.trail()
                .ran(origin, pipeline, override.isPresent() ? "override" : "project", run, content.length(), took);
        return delivered(kind, name, run);
    }

    /** The content, or a table of contents where that is shorter. */
    private String delivered(ContentKind kind, String name, PipelineRun run) {
        if (run.sections().size() < 2) {
            return run.content();
        }
        String tool = kind == ContentKind.toolResult ? name : Contents.READER;
        String resultId = SectionStore.newId();
        int bytes = Sizes.bytes(run.content());
        String table = Contents.table(resultId, tool, run.sections(), bytes);
        boolean shorter = Sizes.bytes(table) < bytes;
        return shorter && session.keep(resultId, tool, run.sections()) ? table : run.content();
    }

    private Pipeline ofServer(String server, String model) {
        if (model.equals(ProjectRules.NONE)) {
            return Pipeline.EMPTY;
        }
        Optional<Model> found = services.catalogue().find(model);
        Optional<String> error = found.isEmpty()
                ? Optional.of("is not installed")
                : found.get().resolution().error();
        if (error.isPresent()) {
            if (warned.size() < MAX_WARNED && warned.add(server)) {
                LOG.atWarn()
                        .addKeyValue("project", session.project())
                        .addKeyValue("server", server)
                        .addKeyValue("reason", "proxy model \"" + model + "\" " + error.get())
                        .log("contents of a server pass unprocessed");
            }
            return Pipeline.EMPTY;
        }
        boolean transforms = found.get().resolution().hooks().containsKey(Hook.onToolCallAfter);
        return transforms ? found.get().pipeline() : Pipeline.EMPTY;
    }
}
