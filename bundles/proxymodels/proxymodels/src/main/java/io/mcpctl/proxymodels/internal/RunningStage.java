package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageCache;
import io.mcpctl.stage.api.StageContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What one run of a stage may know. */
final class RunningStage implements StageContext {
    private final String model;
    private final Pipeline.Step step;
    private final Origin origin;
    private final String original;
    private final List<Section> sections;
    private final Texts texts;
    private final Optional<Watch> watch;

    RunningStage(
            String model, Pipeline.Step step, Origin origin, String original, List<Section> sections, Texts texts) {
        this(model, step, origin, original, sections, texts, Optional.empty());
    }

    private RunningStage(
            String model,
            Pipeline.Step step,
            Origin origin,
            String original,
            List<Section> sections,
            Texts texts,
            Optional<Watch> watch) {
        this.model = model;
        this.step = step;
        this.origin = origin;
        this.original = original;
        this.sections = sections;
        this.texts = texts;
        this.watch = watch;
    }

    RunningStage watchedBy(Watch now) {
        return new RunningStage(model, step, origin, original, sections, texts, Optional.of(now));
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public String original() {
        return original;
    }

    @Override
    public List<Section> sections() {
        return sections;
    }

    @Override
    public Settings config() {
        return step.config();
    }

    @Override
    public StageCache cache() {
        String prefix = model + '\n' + step.type() + '\n';
        return (key, make) -> texts.get(prefix + key, make);
    }

    @Override
    public System.Logger log() {
        return new PluginLog("stage", step.type());
    }

    @Override
    public Duration remaining() {
        return watch.map(Watch::remaining).orElse(Duration.ZERO);
    }
}
