package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.testkit.FakeSession;
import io.mcpctl.testkit.ProxyModelContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class by itself. The tests of the contract come with the class it extends. */
class {{type}}Test extends ProxyModelContract {
    private final {{type}} model = new {{type}}();
    private final FakeSession session = new FakeSession();

    @Override
    protected ProxyModelPlugin model() {
        return new {{type}}();
    }

    private static ListEntry tool(String name) {
        return new ListEntry("files", "files__" + name, "{\"name\":\"files__" + name + "\"}");
    }

    @Test
    void toolsThatDeleteAreHiddenAndRefused() {
        assertEquals(
                List.of(tool("read")), model.onToolsList(session, List.of(tool("read"), tool("delete_all"))));

        assertEquals(
                CallDecision.PASS,
                model.onToolCallBefore(session, new ToolCall("files__read", "files", "read", "{}")));
        assertInstanceOf(
                CallDecision.Answer.class,
                model.onToolCallBefore(session, new ToolCall("files__delete_all", "files", "delete_all", "{}")));
    }
}
