package io.mcpctl.gateway.internal;

import io.mcpctl.proxymodel.contentpipeline.ContentPipeline;
import io.mcpctl.proxymodel.gateway.api.ProxyModels;
import io.mcpctl.proxymodels.internal.Catalogue;
import io.mcpctl.proxymodels.internal.Guard;
import io.mcpctl.proxymodels.internal.ModelDirectory;
import io.mcpctl.proxymodels.internal.PipelineRunner;
import io.mcpctl.proxymodels.internal.Pipelines;
import io.mcpctl.proxymodels.internal.SessionModels;
import io.mcpctl.proxymodels.internal.StageDirectory;
import io.mcpctl.proxymodels.internal.Trail;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.paginate.Paginate;
import io.mcpctl.stage.passthrough.Passthrough;
import io.mcpctl.stage.sectionsplit.SectionSplit;
import io.mcpctl.testing.Annotations;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The proxy models as the product has them, without a framework. */
final class ModelParts {
    final StageDirectory stages;
    final ModelDirectory models;
    private final ProxyModels sessions;
    private final AtomicLong ids = new AtomicLong();

    /** @param folder of pipelines */
    ModelParts(Path folder) {
        Guard guard = new Guard();
        stages = new StageDirectory(guard);
        models = new ModelDirectory(guard);
        stage("passthrough", new Passthrough());
        stage("paginate", new Paginate());
        stage("section-split", new SectionSplit());
        models.addPlugin(new ContentPipeline(), Map.of("proxymodel.name", "content-pipeline", "service.id", 1L));
        Pipelines pipelines =
                new Pipelines(Annotations.of(Pipelines.Config.class, Map.of("folder", folder.toString())));
        sessions = new SessionModels(
                new Catalogue(models, pipelines), models, new PipelineRunner(stages, guard), guard, new Trail());
    }

    Map<String, Object> stage(String name, PipelineStage stage) {
        Map<String, Object> properties = Map.of("stage.name", name, "service.id", ids.incrementAndGet());
        stages.addStage(stage, properties);
        return properties;
    }

    ProxyModels sessions() {
        return sessions;
    }
}
