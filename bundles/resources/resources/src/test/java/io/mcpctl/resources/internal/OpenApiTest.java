package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.store.api.Database.Product;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
    private final HttpBench http;

    /** A body of a route. */
    record Ask(@Doc("What is asked.") String question) {}

    /** An answer of a route. */
    record Answer(String text) {}

    OpenApiTest() throws SQLException {
        http = new HttpBench(Product.H2);
        RouteProvider more = () -> List.of(Route.post(
                "/questions/{id}",
                Permission.ANYONE,
                Ask.class,
                Answer.class,
                "Answers.",
                call -> Reply.of(new Answer(call.body().question()))));
        http.routes.addProvider(more);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private JsonNode document() {
        HttpResponse<String> answer = http.get("owner", "/openapi.json");
        assertEquals(200, answer.statusCode(), answer.body());
        return HttpBench.json(answer);
    }

    @Test
    void itIsAValidOpenApiDocument() throws Exception {
        JsonNode schema = Json.MAPPER.readTree(OpenApiTest.class.getResourceAsStream("openapi-3.1.json"));

        Set<ValidationMessage> wrong = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(document());

        assertEquals(Set.of(), wrong);
    }

    @Test
    void everySchemaInItIsAValidSchema() {
        var meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        JsonNode document = document();

        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> assertEquals(Set.of(), meta.validate(schema.getValue()), schema.getKey()));
        document.findValues("schema").forEach(schema -> assertEquals(Set.of(), meta.validate(schema)));
    }

    @Test
    void everyReferenceInItExistsAndOperationIdsAreUnique() {
        JsonNode document = document();

        document.findValuesAsText("$ref")
                .forEach(ref -> assertFalse(document.at(ref.substring(1)).isMissingNode(), ref));
        List<String> ids = document.findValuesAsText("operationId");
        assertEquals(ids.size(), new HashSet<>(ids).size());
    }

    @Test
    void everyOperationInItIsServedAndEveryServedOneIsInIt() {
        JsonNode paths = document().path("paths");

        int found = 0;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (String method : List.of("get", "post", "put", "delete")) {
                if (path.getValue().has(method)) {
                    found++;
                    HttpResponse<String> answer =
                            http.send(http.request("owner", path.getKey().replaceAll("\\{[^}]*}", "x"))
                                    .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody()));
                    assertNotEquals(405, answer.statusCode(), method + " " + path.getKey());
                    assertFalse(answer.body().contains("is not known; see /api/v1/kinds"), path.getKey());
                }
            }
        }
        assertEquals(http.routes.all().size(), found);
    }

    @Test
    void whatTheSchemaOfAKindSaysIsWhatIsAnsweredAndTaken() {
        JsonNode document = document();
        http.bench.create("server", "{'name':'a','transport':'STDIO','env':[{'name':'A','value':'b'}]}");
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        JsonNode schemas = document.path("components").path("schemas");

        assertEquals(
                Set.of(),
                factory.getSchema(schemas.path("Server")).validate(HttpBench.json(http.get("owner", "/servers/a"))));
        assertEquals(
                Set.of(),
                factory.getSchema(schemas.path("ServerDocument"))
                        .validate(HttpBench.json(http.get("owner", "/servers/a?view=apply"))));
        assertFalse(factory.getSchema(schemas.path("ServerWrite"))
                .validate(Workbench.json("{'name':'A b','transport':'PIGEON'}"))
                .isEmpty());
        assertTrue(factory.getSchema(schemas.path("ServerPatch"))
                .validate(Workbench.json("{'description':null,'version':3}"))
                .isEmpty());
    }

    @Test
    void routesThatComeAndGoAreSeenAndOpenOnesNeedNoBearer() {
        JsonNode before = document().path("paths");
        RouteProvider late = () -> List.of(
                Route.get("/late", Permission.AUTHENTICATED, Answer.class, "Late.", call -> Reply.of(new Answer("x"))));

        http.routes.addProvider(late);
        JsonNode with = document().path("paths");
        http.routes.removeProvider(late);

        assertFalse(before.has("/late"));
        assertTrue(with.has("/late"));
        assertFalse(document().path("paths").has("/late"));
        assertEquals("[]", before.at("/~1questions~1{id}/post/security").toString());
        assertEquals(401, http.get("nobody", "/openapi.json").statusCode());
    }
}
