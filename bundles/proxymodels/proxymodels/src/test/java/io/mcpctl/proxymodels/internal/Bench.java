package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.gateway.api.ModelHost;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The area without a framework, over a folder of pipelines. */
final class Bench implements AutoCloseable {
    static final Origin ORIGIN = new Origin(ContentKind.toolResult, "files", "read", "{}", "demo", "s1");

    final Guard guard = new Guard();
    final StageDirectory stages = new StageDirectory(guard);
    final ModelDirectory models = new ModelDirectory(guard);
    final PipelineRunner runner;
    final Pipelines pipelines;
    final LanguageDirectory languages = new LanguageDirectory();
    final StageFiles files;
    final Catalogue catalogue;
    final SessionModels sessions;
    /** What clients were told. */
    final List<String> told = new CopyOnWriteArrayList<>();

    private final AtomicLong ids = new AtomicLong();

    Bench(Path folder, Duration stageLimit) {
        runner = new PipelineRunner(stages, guard, stageLimit);
        pipelines = new Pipelines(folder);
        files = new StageFiles(
                folder.resolve("stages"), stages, languages, new StageLoading(languages, Duration.ofSeconds(2)));
        catalogue = new Catalogue(models, pipelines);
        sessions = new SessionModels(catalogue, models, runner, guard, new Trail());
    }

    Bench(Path folder) {
        this(folder, Duration.ofSeconds(20));
    }

    Map<String, Object> stage(String name, PipelineStage stage) {
        Map<String, Object> properties = Map.of("stage.name", name, "service.id", ids.incrementAndGet());
        stages.addStage(stage, properties);
        return properties;
    }

    Map<String, Object> model(String name, ProxyModelPlugin plugin, String... parents) {
        Map<String, Object> properties = new HashMap<>(
                Map.of("proxymodel.name", name, "service.id", ids.incrementAndGet(), "proxymodel.parents", parents));
        models.addPlugin(plugin, properties);
        return properties;
    }

    ModelSession session() {
        return sessions.open("s1", "demo", new ClientDescription("t", "1", "{}"), new ModelHost() {
            @Override
            public byte[] request(byte[] message) {
                return result("{\"content\":[{\"type\":\"text\",\"text\":\"called\"}]}");
            }

            @Override
            public void notifyClient(byte[] message) {
                told.add(new String(message, StandardCharsets.UTF_8));
            }
        });
    }

    static ProjectRules rules(String model) {
        return new ProjectRules(model, false, List.of("files", "time"), Map.of(), "__");
    }

    static Pipeline pipeline(Pipeline.Step... steps) {
        return Pipeline.of("p", List.of(steps));
    }

    static Pipeline.Step step(String type) {
        return new Pipeline.Step(type, Settings.NONE);
    }

    static Envelope request(String method, String params) {
        return Envelope.scan(("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    static Envelope call(String tool, String arguments) {
        return request("tools/call", "{\"name\":" + JsonText.quote(tool) + ",\"arguments\":" + arguments + "}");
    }

    static byte[] result(String json) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] text(String text) {
        return result("{\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(text) + "}]}");
    }

    static String string(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        pipelines.deactivate();
        files.deactivate();
        guard.deactivate();
    }
}
