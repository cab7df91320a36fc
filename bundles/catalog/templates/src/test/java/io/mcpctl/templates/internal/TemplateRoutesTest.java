package io.mcpctl.templates.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and the servers they describe over HTTP, on both databases. */
@ParameterizedClass
@EnumSource(Product.class)
final class TemplateRoutesTest {
    private static final String FILES =
            "{'name':'files','version':'1.2.0','description':'Files.','category':'filesystem',"
                    + "'packageName':'pkg','args':['--root','${ROOT}','--mode=${MODE}'],'env':["
                    + "{'name':'ROOT','description':'The folder.','required':true},{'name':'MODE','description':'How.'},"
                    + "{'name':'ACCESS_TOKEN','description':'Yours.','required':true,'passedAs':'TOKEN_OF_PKG'},"
                    + "{'name':'LEVEL','description':'How loud.','defaultValue':'info'}]}";

    private final RestBench rest;

    TemplateRoutesTest(Product product) {
        rest = Bench.of(product);
        Answer created = rest.send("POST", "/templates", FILES);
        assertEquals(201, created.status(), created.text());
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void aTemplateHasAVersionOfItsOwnBesidesTheCountOfItsChanges() {
        JsonNode created = rest.send("GET", "/templates/files", "").json();

        assertEquals("1.2.0", created.path("version").asText());
        assertEquals(1, created.path("revision").asInt());
        assertEquals("files", created.path("displayName").asText());
        assertEquals("STDIO", created.path("transport").asText());
        assertEquals("node", created.path("runtime").asText());
        assertTrue(created.path("env").path(2).path("secret").asBoolean());

        Answer changed = rest.send("PUT", "/templates/files", "{'version':'1.3.0','revision':1}");
        Answer late = rest.send("PUT", "/templates/files", "{'version':'1.4.0','revision':1}");

        assertEquals("1.3.0", changed.json().path("version").asText());
        assertEquals(2, changed.json().path("revision").asInt());
        assertEquals(409, late.status());
    }

    @Test
    void whatIsReadForApplyIsUnchangedWhenApplied() {
        String document = rest.send("GET", "/templates/files?view=apply", "").text();

        assertTrue(document.contains("1.2.0"), document);
        assertEquals(
                "unchanged",
                rest.send("POST", "/apply", document).json().path("result").asText());
    }

    @Test
    void valuesTakeThePlaceOfVariables() {
        Answer made = instantiate("[{'name':'ROOT','value':'/data'}," + token() + "]");

        assertEquals(200, made.status(), made.text());
        JsonNode server = made.json();
        assertEquals("[\"--root\",\"/data\"]", server.path("args").toString());
        assertEquals(List.of("TOKEN_OF_PKG", "LEVEL"), Bench.texts(server.path("env"), "name"));
        assertEquals("info", server.path("env").path(1).path("value").asText());
        assertEquals(
                "mine",
                server.path("env")
                        .path(0)
                        .path("valueFrom")
                        .path("secretRef")
                        .path("name")
                        .asText());
        assertEquals("files", server.path("source").path("name").asText());
        assertEquals("1.2.0", server.path("source").path("version").asText());
        assertEquals("Files.", server.path("description").asText());
        assertEquals("[]", rest.send("GET", "/servers", "").text());
    }

    @Test
    void anArgumentWhoseVariableHasAValueIsThere() {
        Answer made =
                instantiate("[{'name':'ROOT','value':'/a b'},{'name':'MODE','value':'ro'},{'name':'MORE','value':'x'},"
                        + token() + "]");

        assertEquals(
                "[\"--root\",\"/a b\",\"--mode=ro\"]", made.json().path("args").toString());
        assertEquals(
                List.of("TOKEN_OF_PKG", "LEVEL", "MORE"),
                Bench.texts(made.json().path("env"), "name"));
    }

    @Test
    void theServerIsAcceptedAndKeepsWhereItIsFrom() {
        Answer created = Bench.create(rest, "mine", "files", "[{'name':'ROOT','value':'/data'}," + token() + "]");

        assertEquals(201, created.status(), created.text());
        rest.send("DELETE", "/templates/files", "");
        JsonNode source = rest.send("GET", "/servers/mine", "").json().path("source");
        assertEquals("template", source.path("kind").asText());
        assertEquals(
                "[\"--root\",\"${ROOT}\",\"--mode=${MODE}\"]",
                source.path("snapshot").path("args").toString());
        String document = rest.send("GET", "/servers/mine?view=apply", "").text();
        assertEquals(
                "unchanged",
                rest.send("POST", "/apply", document).json().path("result").asText());
    }

    @Test
    void everyMissingVariableIsNamedWithItsDescription() {
        Answer refused = instantiate("[{'name':'ROOT','value':''}]");

        assertEquals(400, refused.status());
        assertEquals(List.of("ROOT", "ACCESS_TOKEN"), Bench.texts(refused.json().path("details"), "path"));
        assertTrue(refused.detail().contains("The folder.") && refused.detail().contains("Yours."), refused.detail());
    }

    @Test
    void aSecretIsNeverTakenAsItIs() {
        Answer refused = instantiate("[{'name':'ROOT','value':'/'},{'name':'ACCESS_TOKEN','value':'geheim'}]");

        assertEquals(400, refused.status());
        assertTrue(refused.detail().contains("ACCESS_TOKEN: is secret"), refused.detail());
        assertFalse(refused.text().contains("geheim"), refused.text());
    }

    @Test
    void aSecretCannotBecomeAnArgument() {
        Answer refused = instantiate("[" + token() + "," + token().replace("ACCESS_TOKEN", "ROOT") + "]");

        assertEquals(400, refused.status());
        assertTrue(refused.detail().contains("ROOT: is used in args"), refused.detail());
    }

    @Test
    void anUnknownTemplateIsNotFoundWithTheNamesThatMayBeMeant() {
        Answer near = rest.send("GET", "/templates/flies", "");
        Answer far = rest.send("GET", "/templates/something-else", "");

        assertEquals(404, near.status());
        assertTrue(near.detail().contains("template 'flies' not found, did you mean 'files'"), near.detail());
        assertEquals(404, far.status());
        assertFalse(far.detail().contains("did you mean"), far.detail());
        assertEquals(
                404, rest.send("POST", "/templates/flies/instantiate", "{}").status());
    }

    @Test
    void whoSeesNoTemplatesIsToldNoNames() {
        rest.user("editor", "edit:templates");
        rest.user("viewer", "view:templates");

        Answer blind = rest.sendAs("editor", "PUT", "/templates/flies", "{'category':'x'}");

        assertFalse(blind.detail().contains("files'"), blind.detail());
        assertTrue(rest.sendAs("viewer", "GET", "/templates/flies", "").detail().contains("'files'"));
        assertEquals(403, rest.sendAs("viewer", "POST", "/templates", FILES).status());
        assertEquals(
                403,
                rest.sendAs("editor", "POST", "/templates/files/instantiate", "{}")
                        .status());
    }

    @Test
    void anUnknownVersionIsNotFoundWithThePresentOne() {
        Answer answer = rest.send("POST", "/templates/files/instantiate", "{'version':'9.9'}");

        assertEquals(404, answer.status());
        assertTrue(answer.detail().contains("no version '9.9'; it is at 1.2.0"), answer.detail());
    }

    @Test
    void aHeaderEndsWithTheValueOfASecret() {
        rest.send(
                "POST",
                "/templates",
                "{'name':'remote','externalUrl':'https://${HOST}/mcp','headers':[{'name':'Authorization','value':'Bearer"
                        + " ${API_KEY}'},{'name':'X-Mode','value':'${MODE}'}],'env':[{'name':'HOST','required':true},"
                        + "{'name':'API_KEY','required':true},{'name':'MODE'}]}");

        Answer made = rest.send(
                "POST",
                "/templates/remote/instantiate",
                "{'env':[{'name':'HOST','value':'a.example'}," + token().replace("ACCESS_TOKEN", "API_KEY") + "]}");

        assertEquals("https://a.example/mcp", made.json().path("externalUrl").asText());
        assertEquals(1, made.json().path("headers").size(), made.text());
        JsonNode from = made.json().path("headers").path(0).path("valueFrom");
        assertEquals("Bearer ", from.path("prefix").asText());
        assertEquals("mine", from.path("secretRef").path("name").asText());
        assertEquals(0, made.json().path("env").size());
    }

    @Test
    void whatIsWrongInATemplateIsSaidWithItsPath() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "'description':'nothing to start'", "a server needs one of",
                        "'packageName':'x','externalUrl':'https://a.example'", "externalUrl",
                        "'packageName':'x','args':['${NOBODY}']", "args: ${NOBODY} is no variable",
                        "'packageName':'x','args':['${A_TOKEN}'],'env':[{'name':'A_TOKEN'}]",
                                "args: ${A_TOKEN} is secret",
                        "'packageName':'x','env':[{'name':'A'},{'name':'A'}]", "\"A\" is given twice",
                        "'packageName':'x','env':[{'name':'A_KEY','defaultValue':'k'}]", "env[0].defaultValue",
                        "'packageName':'x','env':[{'name':'A'},{'name':'B','passedAs':'A'}]", "env[1].passedAs",
                        "'packageName':'x','version':'one two'", "version",
                        "'packageName':'x','documentationUrl':'here'", "documentationUrl")
                .entrySet()) {
            Answer refused = rest.send("POST", "/templates", "{'name':'wrong'," + wrong.getKey() + "}");

            assertEquals(400, refused.status(), wrong.getKey());
            assertTrue(refused.detail().contains(wrong.getValue()), refused.detail());
        }
        assertEquals(409, rest.send("POST", "/templates", FILES).status());
    }

    private static String token() {
        return "{'name':'ACCESS_TOKEN','valueFrom':{'secretRef':{'name':'mine','key':'token'}}}";
    }

    private Answer instantiate(String env) {
        return rest.send("POST", "/templates/files/instantiate", "{'env':" + env + "}");
    }
}
