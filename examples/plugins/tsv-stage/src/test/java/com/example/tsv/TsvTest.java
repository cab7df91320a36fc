package com.example.tsv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.testkit.FakeStageContext;
import io.mcpctl.testkit.StageContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsvTest extends StageContract {
    private static final String TABLE = "[{\"name\": \"a\", \"size\": 1.50}, {\"name\": \"b\\tc\", \"old\": null}]";

    @Override
    protected PipelineStage stage() {
        return new Tsv();
    }

    @Override
    protected List<String> samples() {
        return List.of(TABLE, "{\"items\": " + TABLE + "}", "no table");
    }

    @Override
    protected List<Settings> wrongConfigs() {
        return List.of(new Settings(Map.of("minRows", 0)), new Settings(Map.of("rows", 1)));
    }

    private static String processed(String content, Settings config) {
        return new Tsv().process(content, FakeStageContext.of(content).with(config)).content();
    }

    @Test
    void objectsBecomeLinesOfTheColumnsOfAll() {
        String lines = "name\tsize\told\na\t1.50\t\nb\\tc\t\t\n";

        assertEquals(lines, processed(TABLE, Settings.NONE));
        assertEquals(lines, processed(" {\"items\": " + TABLE + "}\n", Settings.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[{}]", "[1, 2]", "[{\"a\": [1]}, {\"a\": 2}]", "{\"a\": 1}", "{\"a\": [], \"b\": 1}", "[{\"a\": 1}]"})
    void whatIsNoTablePassesAsItIs(String content) {
        assertEquals(content, processed(content, Settings.NONE));
    }

    @Test
    void aShortTableIsTransformedWhenItIsWanted() {
        assertEquals("a\n1\n", processed("[{\"a\": 1}]", new Settings(Map.of("minRows", 1))));
    }
}
