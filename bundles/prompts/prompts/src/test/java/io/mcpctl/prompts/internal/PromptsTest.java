package io.mcpctl.prompts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Prompts over HTTP, on both databases. */
@ParameterizedClass
@EnumSource(Product.class)
final class PromptsTest {
    private final RestBench rest;

    PromptsTest(Product product) {
        rest = Bench.of(product);
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void aNameIsUniqueInItsScope() {
        assertEquals(201, create("{'name':'p','content':'x'}").status());
        assertEquals(201, create("{'name':'p','content':'x','project':'demo'}").status());
        assertEquals(201, create("{'name':'p','content':'x','project':'other'}").status());

        for (String scope : List.of("", ",'project':'demo'")) {
            Answer again = create("{'name':'p','content':'y'" + scope + "}");

            assertEquals(409, again.status());
            assertTrue(again.detail().contains("prompt 'p' already exists"), again.detail());
        }
    }

    @Test
    void aNameOfSeveralScopesIsReadByItsScope() {
        create("{'name':'p','content':'global'}");
        create("{'name':'p','content':'of demo','project':'demo'}");

        assertEquals(409, rest.send("GET", "/prompts/p", "").status());
        assertEquals("of demo", content("/prompts/p?project=demo"));
        assertEquals("global", content("/prompts/p?scope=global"));
    }

    @Test
    void listsAreOfAProjectOrGlobal() {
        create("{'name':'a','content':'x'}");
        create("{'name':'b','content':'x','project':'demo'}");

        assertEquals(List.of("b"), names("/prompts?project=demo"));
        assertEquals(List.of("a"), names("/prompts?scope=global"));
    }

    @Test
    void applyMeansThePromptOfItsScope() {
        String global = "{'kind':'prompt','name':'p','content':'x'}";
        String demo = "{'kind':'prompt','name':'p','content':'x','project':'demo'}";

        assertEquals("created", apply(global));
        assertEquals("created", apply(demo));
        assertEquals("unchanged", apply(global));
        assertEquals("configured", apply(demo.replace("'x'", "'y'")));
        assertEquals("x", content("/prompts/p?scope=global"));
    }

    @Test
    void whatIsShownCanBeAppliedUnchanged() {
        create("{'name':'p','content':'# A\\nText.','project':'demo','priority':9}");
        String document = rest.send("GET", "/prompts/p?view=apply", "").text();

        assertFalse(document.contains("summary"), document);
        assertEquals("unchanged", apply(document));
    }

    @Test
    void anUnknownProjectIsNotFound() {
        Answer answer = create("{'name':'p','content':'x','project':'nothing'}");

        assertEquals(404, answer.status());
        assertTrue(answer.detail().contains("project 'nothing' not found"), answer.detail());
    }

    @Test
    void aPriorityOutsideOneToTenIsInvalid() {
        for (int priority : new int[] {0, 11, -1}) {
            Answer answer = create("{'name':'p','content':'x','priority':" + priority + "}");

            assertEquals(400, answer.status());
            assertTrue(answer.detail().contains("priority") && answer.detail().contains("1 to 10"), answer.detail());
        }
        assertEquals(
                5, create("{'name':'p','content':'x'}").json().path("priority").asInt());
    }

    @Test
    void contentIsRequiredWithoutALinkAndLimited() {
        assertEquals(400, create("{'name':'p'}").status());
        assertEquals(400, create("{'name':'p','content':' '}").status());
        assertEquals(
                400,
                create("{'name':'p','content':'" + "x".repeat(50_001) + "'}").status());
        assertEquals(
                201,
                create("{'name':'p','content':'" + "x".repeat(50_000) + "'}").status());
    }

    @Test
    void aLinkOfAnotherFormIsInvalidAndThePatternIsSaid() {
        for (String link : List.of("demo", "demo/files", "files:file:///x", "Demo/files:x", "demo/files:", "a/b/c:x")) {
            Answer answer = create("{'name':'p','linkTarget':'" + link + "'}");

            assertEquals(400, answer.status(), link);
            assertTrue(answer.detail().contains("<project>/<server>:<uri>"), answer.detail());
        }
    }

    @Test
    void aLinkLivesWhileItsServerIsAttached() {
        Answer dead = create("{'name':'p','linkTarget':'demo/files:file:///readme.md'}");
        assertEquals(201, dead.status());
        assertEquals("dead", dead.json().path("linkStatus").asText());

        rest.send("POST", "/servers", "{'name':'files','transport':'STDIO'}");
        assertEquals("dead", linkStatus());
        rest.send("POST", "/serverattachments", "{'project':'demo','server':'files'}");
        assertEquals("alive", linkStatus());
        rest.send("DELETE", "/servers/files", "");
        assertEquals("dead", linkStatus());
        assertFalse(create("{'name':'q','content':'x'}").json().has("linkStatus"));
    }

    @Test
    void theSummaryFollowsTheContentAlone() {
        JsonNode first =
                create("{'name':'p','content':'# One\\nHello there. More.'}").json();
        assertEquals("Hello there.", first.path("summary").asText());
        assertEquals("[\"One\"]", first.path("chapters").toString());

        JsonNode second =
                rest.send("PUT", "/prompts/p", "{'content':'# Two\\nBye.'}").json();
        JsonNode third = rest.send("PUT", "/prompts/p", "{'priority':7,'summary':'mine'}")
                .json();

        assertEquals("Bye.", second.path("summary").asText());
        assertEquals("[\"Two\"]", second.path("chapters").toString());
        assertEquals(2, second.path("version").asInt());
        assertEquals("Bye.", third.path("summary").asText());
    }

    @Test
    void aSummaryIsWrittenAnewOnRequest() {
        create("{'name':'p','content':'Hello there. More.','project':'demo'}");
        rest.execute("update prompts set summary = 'stale' where name = 'p'");

        Answer answer = rest.send("POST", "/prompts/p/regenerate-summary?project=demo", "");

        assertEquals(200, answer.status());
        assertEquals("Hello there.", answer.json().path("summary").asText());
        assertEquals(
                "Hello there.",
                rest.send("GET", "/prompts/p", "").json().path("summary").asText());
        assertEquals(
                404,
                rest.send("POST", "/prompts/nothing/regenerate-summary", "").status());
    }

    @Test
    void aDeletedProjectTakesItsPromptsAndProposalsAlong() {
        List<String> told = new ArrayList<>();
        rest.listen(change -> told.add(change.kind() + " " + change.resource().name()));
        create("{'name':'p','content':'x','project':'demo'}");
        create("{'name':'g','content':'x'}");
        rest.send("POST", "/promptrequests", "{'name':'q','content':'x','project':'demo'}");
        told.clear();

        assertEquals(204, rest.send("DELETE", "/projects/demo", "").status());

        assertEquals(404, rest.send("GET", "/prompts/p", "").status());
        assertEquals(404, rest.send("GET", "/promptrequests/q", "").status());
        assertEquals(200, rest.send("GET", "/prompts/g", "").status());
        assertTrue(told.containsAll(List.of("prompt p", "promptrequest q", "project demo")), told.toString());
    }

    private Answer create(String json) {
        return rest.send("POST", "/prompts", json);
    }

    private String apply(String json) {
        return rest.send("POST", "/apply", json).json().path("result").asText();
    }

    private String content(String path) {
        return rest.send("GET", path, "").json().path("content").asText();
    }

    private String linkStatus() {
        return rest.send("GET", "/prompts/p", "").json().path("linkStatus").asText();
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        rest.send("GET", path, "")
                .json()
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
