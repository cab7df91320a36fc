package io.mcpctl.prompts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.store.api.Database.Product;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the clients of a project are given. */
final class VisiblePromptsTest {
    private final RestBench rest = Bench.of(Product.H2);

    @BeforeEach
    void define() {
        rest.send("POST", "/prompts", "{'name':'always','content':'Be kind.','priority':10}");
        rest.send("POST", "/prompts", "{'name':'own','content':'# T\\nOf demo.','project':'demo'}");
        rest.send("POST", "/prompts", "{'name':'foreign','content':'x','project':'other'}");
        rest.send("POST", "/prompts", "{'name':'linked','linkTarget':'other/files:file:///x','project':'demo'}");
        for (String[] request :
                new String[][] {{"mine", "s1", "demo"}, {"theirs", "s2", "demo"}, {"far", "s1", "other"}}) {
            rest.send(
                    "POST",
                    "/promptrequests",
                    "{'name':'" + request[0] + "','content':'x','createdBySession':'" + request[1] + "','project':'"
                            + request[2] + "'}");
        }
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void theyAreTheProjectsAndTheGlobalOnesByPriority() {
        assertEquals(List.of("prompt always", "prompt linked", "prompt own"), seen("/projects/demo/prompts/visible"));
    }

    @Test
    void aSessionSeesWhatItProposed() {
        assertEquals(
                List.of("prompt always", "prompt linked", "prompt own", "promptrequest mine"),
                seen("/projects/demo/prompts/visible?session=s1"));
        assertEquals(3, seen("/projects/demo/prompts/visible?session=s3").size());
        assertEquals(3, seen("/projects/demo/prompts/visible?session=").size());
    }

    @Test
    void theIndexHasNoTexts() {
        assertEquals(
                "[{'name':'always','priority':10,'summary':'Be kind.','chapters':[]},".replace('\'', '"')
                        + "{'name':'linked','priority':5,'chapters':[],'linkTarget':'other/files:file:///x'},"
                                .replace('\'', '"')
                        + "{'name':'own','priority':5,'summary':'Of demo.','chapters':['T']}]".replace('\'', '"'),
                rest.send("GET", "/projects/demo/prompt-index", "").text());
    }

    @Test
    void bothNeedViewOnTheProject() {
        rest.user("viewer", "view:projects:demo");

        for (String path : List.of("/prompts/visible", "/prompt-index")) {
            assertEquals(
                    200,
                    rest.sendAs("viewer", "GET", "/projects/demo" + path, "").status());
            assertEquals(
                    403,
                    rest.sendAs("viewer", "GET", "/projects/other" + path, "").status());
            assertEquals(404, rest.send("GET", "/projects/nothing" + path, "").status());
        }
    }

    @Test
    void theProductsOwnTextsAreForEveryUser() {
        rest.user("nobody");
        String path = "/projects/mcpctl-system/prompts/visible";

        List<String> seen = new ArrayList<>();
        rest.sendAs("nobody", "GET", path, "")
                .json()
                .forEach(one -> seen.add(one.path("name").asText()));

        assertEquals(SystemPrompt.ALL.stream().map(SystemPrompt::name).sorted().toList(), seen);
        assertEquals(401, rest.sendAs("unknown", "GET", path, "").status());
        assertEquals(
                403,
                rest.sendAs("nobody", "GET", "/projects/mcpctl-system/prompt-index", "")
                        .status());
        assertTrue(rest.sendAs("nobody", "GET", path, "").text().contains("{{pageCount}}"));
    }

    private List<String> seen(String path) {
        List<String> seen = new ArrayList<>();
        rest.send("GET", path, "")
                .json()
                .forEach(one -> seen.add(
                        one.path("kind").asText() + " " + one.path("name").asText()));
        return seen;
    }
}
