package io.mcpctl.testkit;

import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageCache;
import io.mcpctl.stage.api.StageContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** What a stage is told. {@link #end} makes every later use an error, as it is in the daemon. */
public final class FakeStageContext implements StageContext {
    private final String original;
    private final Origin origin;
    private final Settings config;
    private final List<Section> sections;
    private final FakeLog log = new FakeLog();
    private final Map<String, String> cached = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private FakeStageContext(String original, Origin origin, Settings config, List<Section> sections) {
        this.original = original;
        this.origin = origin;
        this.config = config;
        this.sections = List.copyOf(sections);
    }

    /** The result of tool {@code read} of server {@code files}, first in its pipeline, without configuration. */
    public static FakeStageContext of(String original) {
        Origin origin = new Origin(ContentKind.toolResult, "files", "read", "{}", "demo", "session-1");
        return new FakeStageContext(original, origin, Settings.NONE, List.of());
    }

    /** With what people wrote as {@code config} of the stage. */
    public FakeStageContext with(Settings other) {
        return new FakeStageContext(original, origin, other, sections);
    }

    /** With one value of a configuration. */
    public FakeStageContext with(String key, Object value) {
        return with(new Settings(Map.of(key, value)));
    }

    /** Of another origin. */
    public FakeStageContext from(Origin other) {
        return new FakeStageContext(original, other, config, sections);
    }

    /** After a stage that left sections. */
    public FakeStageContext after(List<Section> others) {
        return new FakeStageContext(original, origin, config, others);
    }

    /** The stage has returned. */
    public void end() {
        ended = true;
    }

    private <T> T alive(T value) {
        if (ended) {
            throw new IllegalStateException("the context was used after the stage had returned");
        }
        return value;
    }

    @Override
    public Origin origin() {
        return alive(origin);
    }

    @Override
    public String original() {
        return alive(original);
    }

    @Override
    public List<Section> sections() {
        return alive(sections);
    }

    @Override
    public Settings config() {
        return alive(config);
    }

    @Override
    public StageCache cache() {
        return alive(this::remembered);
    }

    private String remembered(String key, Callable<String> make) throws Exception {
        String known = cached.get(key);
        if (known == null) {
            known = make.call();
            cached.put(key, known);
        }
        return known;
    }

    @Override
    public FakeLog log() {
        return alive(log);
    }

    @Override
    public Duration remaining() {
        return alive(Duration.ofSeconds(30));
    }
}
