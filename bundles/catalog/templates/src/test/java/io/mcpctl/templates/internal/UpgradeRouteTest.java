package io.mcpctl.templates.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers follow their template, and keep what people changed. */
@ParameterizedClass
@EnumSource(Product.class)
final class UpgradeRouteTest {
    private static final String TOOL =
            "{'name':'tool','version':'1.0.0','description':'A tool.','packageName':'tool@1',"
                    + "'args':['--root','${ROOT}'],'env':[{'name':'ROOT','required':true},"
                    + "{'name':'LEVEL','defaultValue':'info'},{'name':'OLD','defaultValue':'gone soon'}]}";
    private static final String NEXT = "{'version':'2.0.0','packageName':'tool@2','args':['--folder','${ROOT}'],"
            + "'env':[{'name':'ROOT','required':true},{'name':'LEVEL','defaultValue':'warn'},"
            + "{'name':'NEW','defaultValue':'here'}]}";

    private final RestBench rest;

    UpgradeRouteTest(Product product) {
        rest = Bench.of(product);
        rest.send("POST", "/templates", TOOL);
        Answer created = Bench.create(rest, "mine", "tool", "[{'name':'ROOT','value':'/data'}]");
        assertEquals(201, created.status(), created.text());
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void anUntouchedServerFollowsItsTemplate() {
        rest.send("PUT", "/templates/tool", NEXT);

        JsonNode answer = upgrade("{}").json();

        assertEquals("1.0.0", answer.path("from").asText());
        assertEquals("2.0.0", answer.path("to").asText());
        assertEquals(
                List.of("packageName", "args", "env.LEVEL", "env.OLD", "env.NEW"),
                Bench.texts(answer.path("changed"), "member"));
        assertEquals("--root /data", answer.path("changed").path(1).path("from").asText());
        JsonNode server = server();
        assertEquals("tool@2", server.path("packageName").asText());
        assertEquals("[\"--folder\",\"/data\"]", server.path("args").toString());
        assertEquals(List.of("LEVEL", "NEW"), Bench.texts(server.path("env"), "name"));
        assertEquals("2.0.0", server.path("source").path("version").asText());
    }

    @Test
    void nothingIsWrittenWhenThereIsNothingNew() {
        int version = server().path("version").asInt();

        JsonNode answer = upgrade("{}").json();

        assertEquals(0, answer.path("changed").size() + answer.path("conflicts").size());
        assertEquals(version, server().path("version").asInt());
    }

    @Test
    void whatPeopleChangedStaysWhereTheTemplateDidNot() {
        rest.send("PUT", "/servers/mine", "{'description':'Our tool.','replicas':0}");
        rest.send("PUT", "/templates/tool", NEXT);

        JsonNode answer = upgrade("{}").json();

        assertEquals(0, answer.path("conflicts").size(), answer.toString());
        assertEquals("Our tool.", server().path("description").asText());
        assertEquals(0, server().path("replicas").asInt());
    }

    @Test
    void whatBothSidesChangedIsListedAndLeftAloneUntilASideIsTaken() {
        rest.send("PUT", "/servers/mine", "{'packageName':'tool@1.5'}");
        rest.send("PUT", "/templates/tool", NEXT);

        JsonNode conflict = upgrade("{}").json().path("conflicts");

        assertEquals(
                "[{\"member\":\"packageName\",\"before\":\"tool@1\",\"server\":\"tool@1.5\",\"template\":\"tool@2\"}]",
                conflict.toString());
        assertEquals("tool@1.5", server().path("packageName").asText());
        assertEquals("[\"--folder\",\"/data\"]", server().path("args").toString());
        assertEquals("1.0.0", server().path("source").path("version").asText());

        JsonNode again = upgrade("{}").json();
        assertEquals(1, again.path("conflicts").size(), "what is not settled is listed again");
        assertEquals(0, again.path("changed").size());

        JsonNode theirs = upgrade("{'theirs':true}").json();
        assertEquals(0, theirs.path("conflicts").size());
        assertEquals("tool@2", server().path("packageName").asText());
        assertEquals("2.0.0", server().path("source").path("version").asText());
    }

    @Test
    void theServersSideCanBeTakenToo() {
        rest.send("PUT", "/servers/mine", "{'packageName':'tool@1.5'}");
        rest.send("PUT", "/templates/tool", NEXT);

        upgrade("{'ours':true}");

        assertEquals("tool@1.5", server().path("packageName").asText());
        assertEquals("2.0.0", server().path("source").path("version").asText());
        assertEquals(0, upgrade("{}").json().path("conflicts").size());
        assertEquals(400, upgrade("{'ours':true,'theirs':true}").status());
    }

    @Test
    void aDryRunWritesNothing() {
        rest.send("PUT", "/templates/tool", NEXT);
        String before = server().toString();

        JsonNode answer = upgrade("{'dryRun':true}").json();

        assertTrue(answer.path("dryRun").asBoolean());
        assertEquals(5, answer.path("changed").size());
        assertEquals(before, server().toString());
    }

    @Test
    void aNewRequiredVariableIsAskedFor() {
        rest.send(
                "PUT",
                "/templates/tool",
                "{'version':'3.0.0','env':[{'name':'ROOT','required':true},{'name':'SITE','description':'Where.','required':true}]}");

        Answer refused = upgrade("{}");
        Answer given = upgrade("{'env':[{'name':'SITE','value':'here'}]}");

        assertEquals(400, refused.status());
        assertTrue(refused.detail().contains("SITE: is required: Where."), refused.detail());
        assertEquals(200, given.status());
        assertEquals(List.of("SITE"), Bench.texts(server().path("env"), "name"));
        assertEquals(0, upgrade("{}").json().path("changed").size());
    }

    @Test
    void valuesOfSecretsAreNeverInAnAnswer() {
        rest.send(
                "PUT",
                "/servers/mine",
                "{'env':[{'name':'LEVEL','value':'info'},{'name':'MY_PASSWORD','value':'geheim'}]}");
        rest.send(
                "PUT",
                "/templates/tool",
                NEXT.replace(
                        "{'name':'NEW','defaultValue':'here'}",
                        "{'name':'NEW','passedAs':'MY_PASSWORD','defaultValue':'x'}"));

        Answer answer = upgrade("{}");

        assertEquals(List.of("env.MY_PASSWORD"), Bench.texts(answer.json().path("conflicts"), "member"));
        assertFalse(answer.text().contains("geheim"), answer.text());
    }

    @Test
    void aServerWithoutATemplateIsAConflict() {
        rest.send("POST", "/servers", "{'name':'plain','command':['x']}");
        rest.send(
                "POST",
                "/servers",
                "{'name':'found','command':['x'],'source':{'kind':'registry','name':'official:a/b','version':'1'}}");

        for (String name : List.of("plain", "found")) {
            Answer refused = rest.send("POST", "/servers/" + name + "/upgrade", "{}");

            assertEquals(409, refused.status());
            assertTrue(refused.detail().contains("'" + name + "' was not made from a template"), refused.detail());
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(404, rest.send("POST", "/servers/nobody/upgrade", "{}").status());

        rest.send("DELETE", "/templates/tool", "");
        Answer gone = upgrade("{}");

        assertEquals(404, gone.status());
        assertTrue(gone.detail().contains("template 'tool', which server 'mine' was made from"), gone.detail());
    }

    @Test
    void itNeedsThePermissionToEditTheServerAndToSeeTheTemplate() {
        rest.user("viewer", "view:servers", "view:templates");
        rest.user("editor", "edit:servers");
        rest.user("both", "edit:servers:mine", "view:templates:tool");

        assertEquals(
                403,
                rest.sendAs("viewer", "POST", "/servers/mine/upgrade", "{}").status());
        assertEquals(
                403,
                rest.sendAs("editor", "POST", "/servers/mine/upgrade", "{}").status());
        assertEquals(
                200, rest.sendAs("both", "POST", "/servers/mine/upgrade", "{}").status());
    }

    private Answer upgrade(String body) {
        return rest.send("POST", "/servers/mine/upgrade", body);
    }

    private JsonNode server() {
        return rest.send("GET", "/servers/mine", "").json();
    }
}
