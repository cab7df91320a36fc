package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.store.api.Database.Product;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Product.class)
final class ListsTest {
    private final HttpBench http;

    ListsTest(Product product) throws SQLException {
        http = new HttpBench(product);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void servers(int count) throws SQLException {
        http.bench.execute("insert into mcp_servers (id, name, transport, command, args, replicas, env,"
                + " start_timeout_seconds, created_at, updated_at) select 'c' || lpad(cast(x as varchar), 24, '0'),"
                + " 's' || lpad(cast(x as varchar), 6, '0'), 'STDIO', " + json("[]") + ", " + json("[]") + ", 1, "
                + json("[]") + ", 180, current_timestamp, current_timestamp from "
                + (h2() ? "system_range" : "generate_series") + "(1, " + count + ") as g(x)");
    }

    private boolean h2() {
        return http.bench.database.product() == Product.H2;
    }

    private String json(String text) {
        return h2() ? "json '" + text + "'" : "'" + text + "'::jsonb";
    }

    private List<String> names(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        List<String> names = new ArrayList<>();
        HttpBench.json(answer).forEach(n -> names.add(n.path("name").asText()));
        return names;
    }

    private List<String> pages(String bearer, String path, int limit) {
        List<String> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            String more = token.map(t -> "&continue=" + URLEncoder.encode(t, StandardCharsets.UTF_8))
                    .orElse("");
            HttpResponse<String> page =
                    http.get(bearer, path + (path.contains("?") ? "&" : "?") + "limit=" + limit + more);
            List<String> names = names(page);
            assertTrue(names.size() <= limit, names.toString());
            all.addAll(names);
            token = page.headers().firstValue("X-Mcpctl-Continue");
            assertTrue(token.isEmpty() || !names.isEmpty(), "an empty page that has more");
        } while (token.isPresent());
        return all;
    }

    @Test
    void pagesTogetherAreTheWholeListOnceAndInOrder() throws SQLException {
        servers(1203);

        List<String> whole = names(http.get("owner", "/servers"));

        assertEquals(1203, whole.size());
        assertEquals(whole.stream().sorted().toList(), whole);
        assertEquals(whole, pages("owner", "/servers", 100));
        assertEquals(whole, pages("owner", "/servers", 401));
        assertEquals(whole, pages("owner", "/servers", 5000), "more than a page may have");
    }

    @Test
    void aPageIsReadFromAnIndexWithoutSortingTheRest() throws SQLException {
        servers(10_000);
        http.bench.execute("analyze" + (h2() ? "" : " mcp_servers"));

        String plan = http.bench.store.inSession(Principal.SYSTEM, session -> {
            String page = session.listing(session.kind(Sample.SERVER)).ordered(List.of(), true, 500);
            try (PreparedStatement explain = session.connection().prepareStatement("explain " + page)) {
                explain.setString(1, "s005000");
                StringBuilder text = new StringBuilder();
                try (ResultSet row = explain.executeQuery()) {
                    while (row.next()) {
                        text.append(row.getString(1)).append('\n');
                    }
                }
                return text.toString();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });

        assertTrue(plan.contains(h2() ? "index sorted" : "Index Scan using mcp_servers_list_index"), plan);
        assertFalse(plan.contains("Sort"), plan);
    }

    @Test
    void aPageThatEndsExactlyAtTheEndHasNoMore() throws SQLException {
        servers(4);

        HttpResponse<String> page = http.get("owner", "/servers?limit=4");

        assertEquals(4, names(page).size());
        assertTrue(page.headers().firstValue("X-Mcpctl-Continue").isEmpty());
    }

    @Test
    void whatComesAndGoesBetweenPagesNeitherRepeatsNorHidesOthers() throws SQLException {
        servers(10);
        HttpResponse<String> first = http.get("owner", "/servers?limit=5");
        String token = first.headers().firstValue("X-Mcpctl-Continue").orElseThrow();

        http.bench.delete("server", "s000005");
        http.bench.delete("server", "s000001");
        http.bench.create("server", "{'name':'a','transport':'STDIO'}");
        http.bench.create("server", "{'name':'s000007a','transport':'STDIO'}");

        assertEquals(
                List.of("s000006", "s000007", "s000007a", "s000008", "s000009", "s000010"),
                names(http.get("owner", "/servers?limit=50&continue=" + token)));
    }

    @Test
    void aCallerSeesItsScopeOnEveryPage() throws SQLException {
        servers(30);
        http.access.user(
                "ann", new TestAccess.Rule(Action.view, "servers", Set.of("s000003", "s000017", "s000029", "gone")));
        http.access.user("bob", new TestAccess.Rule(Action.view, "projects", Set.of()));

        assertEquals(List.of("s000003", "s000017", "s000029"), names(http.get("ann", "/servers")));
        assertEquals(List.of("s000003", "s000017", "s000029"), pages("ann", "/servers", 2));
        assertEquals(403, http.get("bob", "/servers").statusCode());
    }

    @Test
    void attachmentsAreFilteredByNameOrIdAndPagedByBothParts() throws SQLException {
        for (String project : List.of("p", "q")) {
            http.bench.create("project", "{'name':'" + project + "'}");
        }
        for (String server : List.of("a", "b", "c")) {
            http.bench.create("server", "{'name':'" + server + "','transport':'STDIO'}");
            http.bench.create("serverattachment", "{'project':'p','server':'" + server + "'}");
        }
        http.bench.create("serverattachment", "{'project':'q','server':'b'}");
        String id = http.bench.store.find(Sample.PROJECT, "p").orElseThrow().id();

        List<String> all = names(http.get("owner", "/serverattachments"));

        assertEquals(List.of("p/a", "p/b", "p/c", "q/b"), all);
        assertEquals(all, pages("owner", "/serverattachments", 1));
        assertEquals(List.of("p/a", "p/b", "p/c"), pages("owner", "/serverattachments?project=" + id, 2));
        assertEquals(List.of("p/b"), names(http.get("owner", "/serverattachments?project=p&server=b")));
        assertEquals(List.of("p/b", "q/b"), names(http.get("owner", "/serverattachments?server=b")));
        assertEquals(List.of(), names(http.get("owner", "/serverattachments?server=gone")));
        assertEquals(List.of(), names(http.get("owner", "/serverattachments?server=%00")));
    }

    @Test
    void enumsFilterAndAWrongValueIsNamed() {
        http.bench.create("server", "{'name':'a','transport':'STDIO'}");
        http.bench.create("server", "{'name':'b','transport':'SSE','externalUrl':'http://x'}");

        assertEquals(List.of("b"), names(http.get("owner", "/servers?transport=SSE")));
        HttpResponse<String> wrong = http.get("owner", "/servers?transport=PIGEON");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("expected STDIO, SSE, STREAMABLE_HTTP"), wrong.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "continue=",
                "continue=x",
                "continue=%00",
                "continue=WyJhIiwiYiJd",
                "continue=WzFd",
                "continue=bnVsbA",
                "continue=%C3%BC",
                "continue=WyJcdTAwMDAiXQ",
                "view=pretty"
            })
    void wrongPagingIsRefusedWithTheParameter(String query) {
        HttpResponse<String> answer = http.get("owner", "/servers?" + query);

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(query.substring(0, query.indexOf('='))), answer.body());
    }

    @Test
    void tablesOfSeveralPagesAreOneTable() throws SQLException {
        servers(1001);

        JsonNode table = HttpBench.json(http.get("owner", "/serverattachments?view=table"));
        JsonNode servers = HttpBench.json(http.get("owner", "/servers?view=table"));

        assertEquals("[]", table.path("rows").toString());
        assertEquals(1001, servers.path("rows").size());
        assertEquals("[\"NAME\"]", servers.path("columns").toString());
        assertEquals("[\"s000001\"]", servers.path("rows").get(0).toString());
    }

    @Test
    void headAnswersLikeGetWithoutABody() throws SQLException {
        servers(3);

        HttpResponse<String> head = http.send(
                http.request("owner", "/servers?limit=2").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertTrue(head.headers().firstValue("X-Mcpctl-Continue").isPresent());
        assertFalse(http.get("owner", "/servers?limit=2").body().isEmpty());
    }

    @Test
    void aDryRunOfAnyWriteKeepsNothing() {
        String document = "{'name':'a','transport':'STDIO','replicas':2}";
        assertEquals(
                200,
                http.send("owner", "POST", "/servers?dryRun=true", document).statusCode());
        assertEquals(404, http.get("owner", "/servers/a").statusCode());

        assertEquals(201, http.send("owner", "POST", "/servers", document).statusCode());
        JsonNode tried = HttpBench.json(http.send("owner", "PUT", "/servers/a?dryRun=true", "{'replicas':3}"));
        assertEquals(3, tried.path("replicas").asInt());
        assertEquals(
                204, http.send("owner", "DELETE", "/servers/a?dryRun=true", "").statusCode());
        assertEquals(
                2,
                HttpBench.json(http.get("owner", "/servers/a")).path("replicas").asInt());
    }

    @Test
    void applyShowsWhatWasAndWhatWouldBe() {
        String document = "{'kind':'server','name':'a','transport':'STDIO','replicas':2}";

        JsonNode dry = HttpBench.json(http.send("owner", "POST", "/apply?dryRun=true", document));
        JsonNode created = HttpBench.json(http.send("owner", "POST", "/apply", document));
        JsonNode change = HttpBench.json(http.send("owner", "POST", "/apply?dryRun=true", document.replace('2', '3')));

        assertTrue(dry.path("before").isNull());
        assertEquals(2, dry.path("after").path("replicas").asInt());
        assertEquals("created", created.path("result").asText());
        assertEquals("a", created.path("document").path("name").asText());
        assertTrue(created.path("document").has("id") && !created.has("before"));
        assertEquals("configured", change.path("result").asText());
        assertEquals(2, change.path("before").path("replicas").asInt());
        assertEquals(3, change.path("after").path("replicas").asInt());
        assertEquals("[\"replicas\"]", change.path("changed").toString());
    }

    @Test
    void kindsDescribeThemselves() {
        JsonNode kinds = HttpBench.json(http.get("owner", "/kinds"));

        JsonNode server = IntStream.range(0, kinds.size())
                .mapToObj(kinds::get)
                .filter(k -> k.path("name").asText().equals("server"))
                .findFirst()
                .orElseThrow();
        assertEquals("name", server.path("naming").asText());
        assertEquals("name", server.path("key").asText());
        assertEquals("servers", server.path("resource").asText());
        assertFalse(server.path("immutable").asBoolean(true));
        JsonNode replicas = server.path("members").findParents("name").stream()
                .filter(m -> m.path("name").asText().equals("replicas"))
                .findFirst()
                .orElseThrow();
        assertTrue(replicas.has("range"), replicas.toString());
    }
}
