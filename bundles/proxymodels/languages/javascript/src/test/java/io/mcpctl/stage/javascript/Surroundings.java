package io.mcpctl.stage.javascript;

import io.mcpctl.stage.api.ContentKind;
import io.mcpctl.stage.api.Origin;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageCache;
import io.mcpctl.stage.api.StageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What a stage is called with in tests. */
final class Surroundings implements StageContext {
    final Map<String, Object> config = new HashMap<>();
    final List<String> lines = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Duration limit;

    Surroundings(int millis) {
        limit = Duration.ofMillis(millis);
    }

    @Override
    public Origin origin() {
        return new Origin(ContentKind.toolResult, "files", "read", "{\"path\":\"/x\"}", "demo", "s1");
    }

    @Override
    public String original() {
        return "before";
    }

    @Override
    public List<Section> sections() {
        return List.of();
    }

    @Override
    public Settings config() {
        return new Settings(config);
    }

    @Override
    public StageCache cache() {
        return (key, make) -> {
            String known = texts.get(key);
            String text = known == null ? make.call() : known;
            texts.put(key, text);
            return text;
        };
    }

    @Override
    public System.Logger log() {
        return new System.Logger() {
            @Override
            public String getName() {
                return "test";
            }

            @Override
            public boolean isLoggable(Level level) {
                return true;
            }

            @Override
            public void log(
                    Level level, @Nullable ResourceBundle bundle, @Nullable String line, @Nullable Throwable e) {
                lines.add(level + " " + line);
            }

            @Override
            public void log(
                    Level level, @Nullable ResourceBundle bundle, @Nullable String line, @Nullable Object... more) {
                lines.add(level + " " + line);
            }
        };
    }

    @Override
    public Duration remaining() {
        return limit;
    }
}
