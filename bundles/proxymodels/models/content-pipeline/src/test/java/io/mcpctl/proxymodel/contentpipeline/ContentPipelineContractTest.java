package io.mcpctl.proxymodel.contentpipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.testkit.FakeSession;
import io.mcpctl.testkit.ProxyModelContract;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ContentPipelineContractTest extends ProxyModelContract {
    private static final ToolCall CALL = new ToolCall("files__read", "files", "read", "{}");

    @Override
    protected ProxyModelPlugin model() {
        return new ContentPipeline();
    }

    @Test
    void textsGoThroughThePipelineAndWhatItLeavesIsNotTouched() {
        ToolResult result = ToolResult.text("hello");

        ToolResult loud = new ContentPipeline()
                .onToolCallAfter(new FakeSession().piping(text -> text.toUpperCase(Locale.ROOT)), CALL, result);

        assertEquals(ToolResult.text("HELLO"), loud);
        assertSame(result, new ContentPipeline().onToolCallAfter(new FakeSession(), CALL, result));
    }
}
