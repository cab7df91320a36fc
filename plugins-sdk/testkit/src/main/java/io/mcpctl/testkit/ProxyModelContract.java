package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnInitialize;
import io.mcpctl.proxymodel.api.OnPromptGet;
import io.mcpctl.proxymodel.api.OnPromptsList;
import io.mcpctl.proxymodel.api.OnResourceRead;
import io.mcpctl.proxymodel.api.OnResourcesList;
import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.Onward;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.proxymodel.api.ToolResult;
import io.mcpctl.stage.api.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a proxy model promises. Extend it in a test of the model and give an instance. */
public abstract class ProxyModelContract {
    private static final int SESSIONS = 8;
    private static final List<ListEntry> TOOLS = List.of(
            tool("files", "read", "\"annotations\":{\"readOnlyHint\":true}"),
            tool("files", "delete", "\"annotations\":{\"destructiveHint\":true}"),
            tool("time", "now", "\"description\":\"zwölf 🎉 \\\" \\\\ \\u0000\""),
            tool("time", "bare", "\"title\":\"\""));
    private static final List<ListEntry> RESOURCES =
            List.of(new ListEntry("files", "file:///a.txt", "{\"uri\":\"file:///a.txt\",\"name\":\"a\"}"));
    private static final List<ListEntry> PROMPTS =
            List.of(new ListEntry("files", "files__sum", "{\"name\":\"files__sum\"}"));
    private static final List<String> RESULTS = List.of(
            "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}",
            "{\"content\":[]}",
            "{}",
            "{\"content\":[{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"}]}",
            "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}",
            "{\"structuredContent\":{\"a\":[1,2]},\"content\":[{\"type\":\"text\",\"text\":\"{}\"}],\"_meta\":{\"x\":1}}");

    /** A model as the daemon has it; asked for anew by each test. */
    protected abstract ProxyModelPlugin model();

    /** What the pipeline gives the model; none if not overridden. */
    protected Settings config() {
        return Settings.NONE;
    }

    private static ListEntry tool(String server, String name, String members) {
        String shown = server + "__" + name;
        return new ListEntry(
                server, shown, "{\"name\":\"" + shown + "\"," + members + ",\"inputSchema\":{\"type\":\"object\"}}");
    }

    private interface Visit {
        void of(FakeSession session) throws Exception;
    }

    /** A session from its beginning to its end. */
    private void within(ProxyModelPlugin model, Visit visit) throws Exception {
        FakeSession session = new FakeSession(config());
        Together.limited(() -> {
            model.onSessionCreate(session);
            try {
                visit.of(session);
            } finally {
                model.onSessionDestroy(session);
                session.end();
            }
            return session;
        });
    }

    @Test
    void sessionsBeginAndEndAndOthersGoOn() throws Exception {
        ProxyModelPlugin model = model();
        within(model, first -> within(model, second -> useAll(model, second)));
        within(model, later -> useAll(model, later));
    }

    @Test
    void manySessionsAtOnceDoNotDisturbEachOther() throws Exception {
        ProxyModelPlugin model = model();
        List<Callable<Boolean>> works = IntStream.range(0, SESSIONS)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    within(model, session -> useAll(model, session));
                    return true;
                })
                .toList();

        assertEquals(SESSIONS, Together.all(works).size());
    }

    @Test
    void noThreadOutlivesASession() throws Exception {
        ProxyModelPlugin model = model();
        ThreadsLeft threads = new ThreadsLeft();
        within(model, session -> useAll(model, session));

        threads.assertNone();
    }

    private static void useAll(ProxyModelPlugin model, FakeSession session) throws Exception {
        initialize(model, session);
        lists(model, session);
        calls(model, session);
        reads(model, session);
    }

    @Test
    void instructionsAreATextOrNone() throws Exception {
        ProxyModelPlugin model = model();
        within(model, session -> initialize(model, session));
    }

    private static void initialize(ProxyModelPlugin model, FakeSession session) throws Exception {
        if (model instanceof OnInitialize hook) {
            assertNotNull(hook.onInitialize(session, Optional.of("Be kind.")), "instructions; empty says none");
            assertNotNull(hook.onInitialize(session, Optional.empty()), "instructions; empty says none");
        }
    }

    @Test
    void listsHoldEntriesThatClientsUnderstand() throws Exception {
        ProxyModelPlugin model = model();
        within(model, session -> lists(model, session));
    }

    private static void lists(ProxyModelPlugin model, FakeSession session) throws Exception {
        if (model instanceof OnToolsList hook) {
            assertSound("name", hook.onToolsList(session, TOOLS));
            assertSound("name", hook.onToolsList(session, List.of()));
        }
        if (model instanceof OnResourcesList hook) {
            assertSound("uri", hook.onResourcesList(session, RESOURCES));
            assertSound("uri", hook.onResourcesList(session, List.of()));
        }
        if (model instanceof OnPromptsList hook) {
            assertSound("name", hook.onPromptsList(session, PROMPTS));
            assertSound("name", hook.onPromptsList(session, List.of()));
        }
    }

    private static void assertSound(String key, List<ListEntry> entries) {
        assertNotNull(entries, "a list");
        Set<String> names = new HashSet<>();
        for (ListEntry entry : entries) {
            Texts.requireObject("entry " + entry.name(), entry.json());
            assertEquals(Optional.of(entry.name()), Texts.member(entry.json(), key), "the name in " + entry.json());
            assertTrue(names.add(entry.name()), () -> "two entries are called " + entry.name());
        }
    }

    @Test
    void callsAreDecidedAndTheirResultsAreJson() throws Exception {
        ProxyModelPlugin model = model();
        within(model, session -> calls(model, session));
    }

    private static void calls(ProxyModelPlugin model, FakeSession session) throws Exception {
        for (ListEntry tool : TOOLS) {
            for (String arguments : List.of("{}", "{\"path\":\"/a\",\"n\":[1,{\"x\":null}]}")) {
                String own = tool.name().substring(tool.server().length() + 2);
                call(model, session, new ToolCall(tool.name(), tool.server(), own, arguments));
            }
        }
    }

    private static void call(ProxyModelPlugin model, FakeSession session, ToolCall call) throws Exception {
        if (model instanceof OnToolCallBefore hook) {
            switch (hook.onToolCallBefore(session, call)) {
                case CallDecision.Pass pass -> assertNotNull(pass);
                case CallDecision.Forward on -> Texts.requireObject("arguments", on.arguments());
                case CallDecision.Answer answer ->
                    Texts.requireObject("answer", answer.result().json());
            }
        }
        if (model instanceof OnToolCallAfter hook) {
            for (String result : RESULTS) {
                ToolResult after = hook.onToolCallAfter(session, call, new ToolResult(result));
                assertNotNull(after, "a result");
                Texts.requireObject("result", after.json());
            }
        }
    }

    @Test
    void readsAreAnsweredWithJson() throws Exception {
        ProxyModelPlugin model = model();
        within(model, session -> reads(model, session));
    }

    private static void reads(ProxyModelPlugin model, FakeSession session) throws Exception {
        if (model instanceof OnResourceRead hook) {
            String contents = "{\"contents\":[{\"uri\":\"file:///a.txt\",\"text\":\"a\"}]}";
            Texts.requireObject("resource", hook.onResourceRead(session, "file:///a.txt", () -> contents));
        }
        if (model instanceof OnPromptGet hook) {
            String messages = "{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"a\"}}]}";
            Texts.requireObject("prompt", hook.onPromptGet(session, "files__sum", "{}", () -> messages));
        }
    }

    /** The client gets exactly the server's error when the model lets it through. */
    @Test
    void anErrorOfTheServerReachesTheClientUnlessTheModelAnswersItself() throws Exception {
        ProxyModelPlugin model = model();
        IllegalStateException failed = new IllegalStateException("the server said no");
        Onward failing = () -> {
            throw failed;
        };
        within(model, session -> {
            if (model instanceof OnResourceRead hook) {
                assertPassed(failed, () -> hook.onResourceRead(session, "file:///none", failing));
            }
            if (model instanceof OnPromptGet hook) {
                assertPassed(failed, () -> hook.onPromptGet(session, "files__none", "{}", failing));
            }
        });
    }

    private static void assertPassed(Exception failed, Callable<String> read) throws Exception {
        try {
            Texts.requireObject("an answer of the model's own", read.call());
        } catch (IllegalStateException e) {
            assertEquals(failed, e, "the failure of the server, as it was thrown");
        }
    }

    @Test
    void aSessionThatIsOverIsNotUsedAgain() throws Exception {
        ProxyModelPlugin model = model();
        FakeSession session = new FakeSession(config());
        model.onSessionCreate(session);
        model.onSessionDestroy(session);
        session.end();

        assertThrows(IllegalStateException.class, session::sessionId, "the fake tells of late use");
        within(model, other -> useAll(model, other));
    }
}
