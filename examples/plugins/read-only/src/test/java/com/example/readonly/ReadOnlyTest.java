package com.example.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.testkit.FakeSession;
import io.mcpctl.testkit.ProxyModelContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnlyTest extends ProxyModelContract {
    private static final ListEntry READ = entry("read", "{\"title\":\"Read\",\"readOnlyHint\":true}");
    private static final ListEntry WRITE = entry("write", "{\"readOnlyHint\":false}");
    private static final ListEntry SILENT = entry("silent", "null");

    private final ReadOnly model = new ReadOnly();
    private final FakeSession session = new FakeSession();

    private static ListEntry entry(String name, String annotations) {
        String json = "{\"name\":\"files__" + name + "\",\"annotations\":" + annotations + "}";
        return new ListEntry("files", "files__" + name, json);
    }

    @Override
    protected ProxyModelPlugin model() {
        return new ReadOnly();
    }

    private CallDecision call(String tool) {
        return model.onToolCallBefore(session, new ToolCall("files__" + tool, "files", tool, "{}"));
    }

    @Test
    void toolsThatDoNotSayThatTheyChangeNothingAreHiddenAndRefused() {
        assertEquals(List.of(READ), model.onToolsList(session, List.of(READ, WRITE, SILENT)));

        assertEquals(CallDecision.PASS, call("read"));
        assertTrue(call("write") instanceof CallDecision.Answer);
        assertTrue(call("silent") instanceof CallDecision.Answer);
    }

    @Test
    void beforeTheFirstListNothingIsAllowedAndTheReasonIsSaid() {
        assertTrue(call("read").toString().contains("list the tools first"), call("read")::toString);
    }
}
