package io.mcpctl.prompts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of the product itself. */
final class SystemPromptsTest {
    private final RestBench rest = Bench.of(Product.H2);

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void everyShippedTextHasItsVariablesAndASummary() {
        for (SystemPrompt prompt : SystemPrompt.ALL) {
            PromptSpec shipped = prompt.shipped();

            prompt.check(shipped);
            assertTrue(shipped.summary().isPresent(), prompt.name());
            assertTrue(shipped.content().length() > 200, prompt.name());
        }
    }

    @Test
    void aStartBringsBackWhatIsMissingAndKeepsWhatWasEdited() {
        rest.send("PUT", "/prompts/llm-response-filter", "{'content':'Mine.'}");
        rest.execute("delete from prompts where name = 'llm-gate-selection'");

        SystemPrompts.ensure(rest.store());

        assertEquals("Mine.", content("llm-response-filter"));
        assertTrue(content("llm-gate-selection").startsWith("You choose"));
        int version = rest.send("GET", "/prompts/llm-gate-selection", "")
                .json()
                .path("version")
                .asInt();
        SystemPrompts.ensure(rest.store());
        assertEquals(
                version,
                rest.send("GET", "/prompts/llm-gate-selection", "")
                        .json()
                        .path("version")
                        .asInt());
    }

    @Test
    void aStartMakesThemByItself() throws Exception {
        rest.execute("delete from prompts");
        rest.execute("delete from projects where name = 'mcpctl-system'");

        SystemPrompts starter = new SystemPrompts(rest.store());
        try {
            assertTrue(starter.await(Duration.ofSeconds(60)));
        } finally {
            starter.close();
        }

        assertEquals(
                6, rest.send("GET", "/prompts?project=mcpctl-system", "").json().size());
    }

    @ParameterizedTest
    @CsvSource({"llm-section-summary, maxTokens", "llm-page-titles, pageCount"})
    void aTextWithoutItsVariableIsRefused(String name, String variable) {
        Answer answer = rest.send("PUT", "/prompts/" + name, "{'content':'Without {{other}}.'}");

        assertEquals(400, answer.status());
        assertTrue(answer.detail().contains("missing template variable {{" + variable + "}}"), answer.detail());
        assertEquals(
                200,
                rest.send("PUT", "/prompts/" + name, "{'content':'With {{" + variable + "}}.'}")
                        .status());
        assertEquals(
                400,
                rest.send("PUT", "/prompts/" + name, "{'content':'','linkTarget':'a/b:c'}")
                        .status());
    }

    @Test
    void deletingBringsTheShippedTextBack() {
        String shipped = content("llm-page-titles");
        rest.send("PUT", "/prompts/llm-page-titles", "{'content':'My {{pageCount}}.','priority':9}");

        Answer answer = rest.send("DELETE", "/prompts/llm-page-titles", "");

        assertEquals(200, answer.status());
        assertEquals("llm-page-titles", answer.json().path("name").asText());
        assertEquals(shipped, answer.json().path("content").asText());
        assertEquals(5, answer.json().path("priority").asInt());
        assertEquals(shipped, content("llm-page-titles"));
    }

    @Test
    void theyStayInTheirProjectAndKeepTheirNames() {
        assertEquals(
                403,
                rest.send("PUT", "/prompts/llm-page-titles", "{'project':'demo'}")
                        .status());
        assertEquals(
                403,
                rest.send("PUT", "/prompts/llm-page-titles", "{'project':null}").status());
        assertEquals(
                400,
                rest.send("PUT", "/prompts/llm-page-titles", "{'name':'x'}").status());
    }

    @Test
    void othersJoinThemOnlyByThoseWhoMayEditTheProject() {
        rest.user("writer", "create:prompts", "edit:prompts", "delete:prompts", "delete:promptrequests");
        rest.user("keeper", "create:prompts", "edit:projects:mcpctl-system");
        String more = "{'name':'more','content':'x','project':'mcpctl-system'}";
        rest.send("POST", "/prompts", "{'name':'global','content':'x'}");
        rest.send("POST", "/promptrequests", "{'name':'asked','content':'x','project':'mcpctl-system'}");

        for (Answer refused : List.of(
                rest.sendAs("writer", "POST", "/prompts", more),
                rest.sendAs("writer", "PUT", "/prompts/global", "{'project':'mcpctl-system'}"),
                rest.sendAs("writer", "POST", "/promptrequests/asked/approve", ""))) {
            assertEquals(403, refused.status());
            assertTrue(refused.detail().contains("edit on projects/mcpctl-system"), refused.detail());
        }
        assertEquals(201, rest.sendAs("keeper", "POST", "/prompts", more).status());
        assertEquals(204, rest.sendAs("writer", "DELETE", "/prompts/more", "").status());
    }

    private String content(String name) {
        return rest.send("GET", "/prompts/" + name, "").json().path("content").asText();
    }
}
