package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Lease;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.StageResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends contents through the stages of a pipeline. A stage that fails is skipped; the rest goes on with what was there. */
@Component(service = PipelineRunner.class)
public final class PipelineRunner {
    static final Duration STAGE_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(PipelineRunner.class);
    /** A stage may return so much, or twice what it was given. */
    private static final long MAX_CHARS = 16 << 20;

    private final StageDirectory stages;
    private final Guard guard;
    private final Duration limit;
    private final Texts texts = new Texts(2_000, 8 << 20);
    private final Runs runs = new Runs(500, 32 << 20);

    @Activate
    public PipelineRunner(@Reference StageDirectory stages, @Reference Guard guard) {
        this(stages, guard, STAGE_LIMIT);
    }

    PipelineRunner(StageDirectory stages, Guard guard, Duration limit) {
        this.stages = stages;
        this.guard = guard;
        this.limit = limit;
    }

    /** Blocks until the content is through; never fails because of a stage. */
    PipelineRun run(Pipeline pipeline, Origin origin, String content) {
        if (!pipeline.cacheable()) {
            return through(pipeline, origin, content);
        }
        String key = Runs.key(stages.version(), pipeline, origin, content);
        Optional<PipelineRun> known = runs.find(key);
        if (known.isPresent()) {
            return known.get().asCached();
        }
        PipelineRun run = through(pipeline, origin, content);
        if (run.isClean()) {
            runs.put(key, run);
        }
        return run;
    }

    private PipelineRun through(Pipeline pipeline, Origin origin, String content) {
        String current = content;
        List<Section> sections = List.of();
        Map<String, String> metadata = new TreeMap<>();
        List<PipelineRun.Step> steps = new ArrayList<>();
        for (Pipeline.Step step : pipeline.steps()) {
            long begin = System.nanoTime();
            int size = current.length();
            Optional<String> error = Optional.empty();
            try {
                StageResult result =
                        stage(step, new RunningStage(pipeline.name(), step, origin, content, sections, texts), current);
                current = result.content();
                sections = result.sections().isEmpty() ? sections : repaired(step, result.sections());
                metadata.putAll(result.metadata());
            } catch (PluginFailure e) {
                String reason = reason(step.type(), e);
                error = Optional.of(reason);
                stages.failed(step.type(), reason);
                LOG.atWarn()
                        .addKeyValue("stage", step.type())
                        .addKeyValue("model", pipeline.name())
                        .addKeyValue("reason", reason)
                        .log("stage skipped");
                LOG.atDebug().setCause(e).log("why the stage was skipped");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            steps.add(new PipelineRun.Step(step.type(), took, size, current.length(), error));
        }
        return new PipelineRun(current, sections, metadata, steps, false);
    }

    /** With the file that the stage comes from, and the line where it is known. */
    private String reason(String stage, PluginFailure e) {
        String sentence = String.valueOf(e.getMessage());
        Optional<String> file = stages.file(stage);
        if (file.isEmpty() || sentence.contains(file.get())) {
            return sentence;
        }
        String line = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .flatMap(one -> Stream.of(one.getStackTrace()))
                .filter(frame -> file.get().equals(frame.getFileName()))
                .findFirst()
                .map(frame -> ":" + frame.getLineNumber())
                .orElse("");
        return file.get() + line + ": " + sentence;
    }

    private StageResult stage(Pipeline.Step step, RunningStage context, String content) throws PluginFailure {
        Plugin plugin = Plugin.stage(step.type());
        try (Lease<PipelineStage> lease = stages.lease(step.type()).orElse(null)) {
            if (lease == null) {
                throw new PluginFailure(plugin.sentence("is not installed"));
            }
            PipelineStage stage = lease.provider();
            return guard.apart(plugin, limit, watch -> {
                // The thread is of this call alone. Those that the stage starts inherit it, which tells whose they are.
                Thread.currentThread().setContextClassLoader(stage.getClass().getClassLoader());
                stage.check(step.config());
                return checked(plugin, stage.process(content, context.watchedBy(watch)), content.length());
            });
        }
    }

    private static StageResult checked(Plugin plugin, @Nullable StageResult result, int size) throws PluginFailure {
        if (result == null) {
            throw new PluginFailure(plugin.sentence("returned null"));
        }
        if (result.content() == null) {
            throw new PluginFailure(plugin.sentence("returned no content"));
        }
        long most = Math.max(MAX_CHARS, 2L * size);
        long chars = result.content().length() + Sizes.chars(result.sections());
        if (chars > 2 * most || result.content().length() > most) {
            throw new PluginFailure(plugin.sentence(
                    "returned " + chars + " characters; " + most + " are the most for an input of " + size));
        }
        return result;
    }

    private static List<Section> repaired(Pipeline.Step step, List<Section> sections) {
        List<Section> good = SectionIds.repaired(sections);
        if (good != sections) {
            LOG.atWarn().addKeyValue("stage", step.type()).log("ids of sections repaired: they were double or invalid");
        }
        return good;
    }
}
