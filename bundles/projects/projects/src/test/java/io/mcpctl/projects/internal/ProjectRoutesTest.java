package io.mcpctl.projects.internal;

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

/** Attaching, detaching and instructions over HTTP, on both databases. */
@ParameterizedClass
@EnumSource(Product.class)
final class ProjectRoutesTest {
    private final RestBench rest;

    ProjectRoutesTest(Product product) {
        rest = Bench.of(product);
        rest.send("POST", "/projects", "{'name':'demo','prompt':'Be kind.','servers':['time']}");
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void aServerIsAttachedAndDetached() {
        Answer attached = rest.send("POST", "/projects/demo/servers", "{'server':'files'}");

        assertEquals(201, attached.status());
        assertEquals("files", attached.json().path("name").asText());
        assertEquals(List.of("files", "time"), names(rest.send("GET", "/projects/demo/servers", "")));
        assertEquals("About files", attached.json().path("description").asText());
        assertEquals(
                204, rest.send("DELETE", "/projects/demo/servers/files", "").status());
        assertEquals(List.of("time"), names(rest.send("GET", "/projects/demo/servers", "")));
        assertEquals(200, rest.send("GET", "/servers/files", "").status());
    }

    @Test
    void idsDoInsteadOfNames() {
        String project =
                rest.send("GET", "/projects/demo", "").json().path("id").asText();
        String server = rest.send("GET", "/servers/files", "").json().path("id").asText();

        assertEquals(201, attach(project, server).status());
        assertEquals(List.of("files", "time"), names(rest.send("GET", "/projects/" + project + "/servers", "")));
        assertEquals(
                204,
                rest.send("DELETE", "/projects/" + project + "/servers/" + server, "")
                        .status());
    }

    @Test
    void anUnknownServerIsNotFound() {
        Answer answer = attach("demo", "nobody");

        assertEquals(404, answer.status());
        assertTrue(answer.detail().contains("server 'nobody' not found"), answer.detail());
        assertEquals(
                404,
                rest.send("POST", "/serverattachments", "{'project':'demo','server':'nobody'}")
                        .status());
        assertEquals(404, attach("nothing", "files").status());
    }

    @Test
    void anAttachedServerIsAConflict() {
        Answer answer = attach("demo", "time");

        assertEquals(409, answer.status());
        assertTrue(answer.detail().contains("'time' is attached to project 'demo' already"), answer.detail());
        assertEquals(
                409,
                rest.send("POST", "/serverattachments", "{'project':'demo','server':'time'}")
                        .status());
    }

    @Test
    void detachingWhatIsNotAttachedIsNotFound() {
        Answer answer = rest.send("DELETE", "/projects/demo/servers/files", "");

        assertEquals(404, answer.status());
        assertTrue(answer.detail().contains("'files' is not attached to project 'demo'"), answer.detail());
        assertEquals(
                404, rest.send("DELETE", "/projects/demo/servers/nobody", "").status());
    }

    @Test
    void theToolsOfAnAttachedServerAreKeptWhenTheSetIsReplaced() {
        rest.send("POST", "/projects/demo/servers", "{'server':'files','tools':{'include':['read_*']}}");

        rest.send("PUT", "/projects/demo", "{'servers':['files','memory']}");

        assertEquals(List.of("files", "memory"), names(rest.send("GET", "/projects/demo/servers", "")));
        JsonNode tools =
                rest.send("GET", "/serverattachments/demo/files", "").json().path("tools");
        assertEquals("{\"include\":[\"read_*\"],\"exclude\":[]}", tools.toString());
    }

    @Test
    void aPutWithoutServersLeavesThemUntouched() {
        rest.send("PUT", "/projects/demo", "{'description':'new'}");

        assertEquals(List.of("time"), names(rest.send("GET", "/projects/demo/servers", "")));
    }

    @Test
    void patternsThatSayNothingAreNone() {
        Answer answer =
                rest.send("POST", "/serverattachments", "{'project':'demo','server':'files','tools':{'include':[]}}");

        assertEquals(201, answer.status());
        assertFalse(answer.json().has("tools"), answer.text());
    }

    @Test
    void patternsOfTheWrongLengthAreRefusedWithTheirPath() {
        for (String pattern : List.of("", "x".repeat(201))) {
            Answer answer = rest.send(
                    "POST",
                    "/projects/demo/servers",
                    "{'server':'files','tools':{'exclude':['ok','" + pattern + "']}}");

            assertEquals(400, answer.status());
            assertTrue(answer.detail().contains("tools.exclude[1]"), answer.detail());
            assertTrue(answer.detail().contains("1 to 200 characters"), answer.detail());
        }
        String many = "'x',".repeat(200) + "'x'";
        assertEquals(
                400,
                rest.send("PUT", "/serverattachments/demo/time", "{'tools':{'include':[" + many + "]}}")
                        .status());
    }

    @Test
    void settingsOfAServerThatIsNotAttachedAreInvalid() {
        Answer answer = rest.send("PUT", "/projects/demo", "{'serverOverrides':{'files':{'proxyModel':'gate'}}}");

        assertEquals(400, answer.status());
        assertTrue(answer.detail().contains("\"files\" is not attached"), answer.detail());
    }

    @Test
    void detachingRemovesTheSettingsOfTheServer() {
        for (String path : List.of("/projects/demo/servers/files", "/serverattachments/demo/files")) {
            rest.send(
                    "PUT", "/projects/demo", "{'servers':['files'],'serverOverrides':{'files':{'proxyModel':'gate'}}}");

            assertEquals(204, rest.send("DELETE", path, "").status());
            attach("demo", "files");

            assertEquals(
                    "{}",
                    rest.send("GET", "/projects/demo", "")
                            .json()
                            .path("serverOverrides")
                            .toString());
        }
    }

    @Test
    void aDeletedServerLeavesAProjectThatCanBeChanged() {
        rest.send("PUT", "/projects/demo", "{'servers':['files'],'serverOverrides':{'files':{'proxyModel':'gate'}}}");

        rest.send("DELETE", "/servers/files", "");

        assertEquals(
                200, rest.send("PUT", "/projects/demo", "{'description':'x'}").status());
        assertEquals(List.of(), names(rest.send("GET", "/projects/demo/servers", "")));
    }

    @Test
    void aDeletedProjectLeavesItsServers() {
        assertEquals(204, rest.send("DELETE", "/projects/demo", "").status());

        assertEquals(200, rest.send("GET", "/servers/time", "").status());
        assertEquals("[]", rest.send("GET", "/serverattachments", "").text());
    }

    @Test
    void proxyModeIsDroppedWithoutAWord() {
        Answer created = rest.send("POST", "/projects", "{'name':'old','proxyMode':'direct'}");
        Answer changed = rest.send("PUT", "/projects/old", "{'proxyMode':7}");
        Answer applied = rest.send("POST", "/apply", "{'kind':'project','name':'old','proxyMode':'filtered'}");

        assertEquals(List.of(201, 200, 200), List.of(created.status(), changed.status(), applied.status()));
        assertEquals("unchanged", applied.json().path("result").asText());
        for (Answer answer : List.of(created, changed, applied)) {
            assertFalse(
                    answer.headers().containsKey("warning"), answer.headers().toString());
            assertFalse(answer.text().contains("\"proxyMode\""), answer.text());
        }
    }

    @Test
    void theSystemProjectIsNeitherDeletedNorRenamed() {
        rest.send("POST", "/projects", "{'name':'mcpctl-system'}");

        for (Answer answer : List.of(
                rest.send("DELETE", "/projects/mcpctl-system", ""),
                rest.send("PUT", "/projects/mcpctl-system", "{'name':'other'}"))) {
            assertEquals(403, answer.status());
            assertTrue(answer.detail().contains("reserved"), answer.detail());
        }
        assertEquals(400, rest.send("PUT", "/projects/demo", "{'name':'other'}").status());
    }

    @Test
    void instructionsAreThePromptAndWhatTheServersAreFor() {
        assertEquals(
                "{\"prompt\":\"Be kind.\",\"servers\":[{\"name\":\"time\",\"description\":\"About time\"}]}",
                rest.send("GET", "/projects/demo/instructions", "").text());
    }

    @Test
    void aCopyUnderAnotherNameIsAnEqualProject() {
        rest.send(
                "PUT",
                "/projects/demo",
                "{'servers':['files','time'],'serverOverrides':{'files':{'proxyModel':'gate'}},'gated':true}");
        String document = rest.send("GET", "/projects/demo?view=apply", "").text();

        Answer applied = rest.send("POST", "/apply", document.replace("\"demo\"", "\"copy\""));

        assertEquals("created", applied.json().path("result").asText());
        assertEquals(
                document.replace("\"demo\"", "\"copy\""),
                rest.send("GET", "/projects/copy?view=apply", "").text());
    }

    private Answer attach(String project, String server) {
        return rest.send("POST", "/projects/" + project + "/servers", "{'server':'" + server + "'}");
    }

    private static List<String> names(Answer answer) {
        List<String> names = new ArrayList<>();
        answer.json().forEach(element -> names.add(element.path("name").asText()));
        return names;
    }
}
