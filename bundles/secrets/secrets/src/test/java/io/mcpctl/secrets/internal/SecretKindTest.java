package io.mcpctl.secrets.internal;

import static io.mcpctl.secrets.internal.Bench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretReferrers.Use;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class SecretKindTest {
    private static final String CANARY = "canary-Zm9vYmFy";

    private final Bench bench;

    SecretKindTest(Product product) throws SQLException {
        bench = new Bench(product);
    }

    private String value(String name, String key) {
        SecretRef reference = new SecretRef(name, key);
        return bench.resolver.resolve(List.of(reference)).value(reference);
    }

    private void put(String name, String data) {
        bench.kinds.create("secret", "{'name':'" + name + "','data':" + data + "}");
    }

    @Test
    void everyViewShowsKeysAndMasksAndNoValue() {
        JsonNode answer = bench.kinds.create("secret", "{'name':'db','data':{'user':'" + CANARY + "','pass':'ü𝄞'}}");

        assertEquals("{\"pass\":\"***\",\"user\":\"***\"}", answer.path("data").toString());
        assertEquals("default", answer.path("backend").asText());
        assertEquals("[\"pass\",\"user\"]", answer.path("keys").toString());
        assertFalse((answer.toString() + bench.kinds.read("secret", "db")).contains(CANARY));
        assertEquals(CANARY, value("db", "user"));
        assertEquals("ü𝄞", value("db", "pass"));
    }

    @Test
    void theDatabaseAndTheListenersSeeSealedValuesOnly() throws SQLException {
        List<String> told = new ArrayList<>();
        bench.kinds.listen(change -> told.add(String.valueOf(change.after())
                + change.after().map(r -> ((io.mcpctl.secrets.api.SecretSpec) r.spec()).data())));

        put("db", "{'user':'" + CANARY + "'}");
        bench.kinds.update("secret", "db", "{'data':{'user':'" + CANARY + "2'}}");

        String row = bench.rows("select data from secrets").getFirst();
        assertTrue(row.contains("v1."), row);
        assertFalse(row.contains("canary"), row);
        assertEquals(2, told.size());
        assertFalse(told.toString().contains("canary"), told::toString);
    }

    @Test
    void noTableHoldsAValue() throws SQLException {
        put("db", "{'user':'" + CANARY + "','empty':''}");
        bench.kinds.update("secret", "db", "{'data':{'user':'" + CANARY + "2'}}");

        StringBuilder dump = new StringBuilder();
        if (bench.place.url().isEmpty()) {
            bench.rows("script").forEach(dump::append);
        } else {
            for (String table : bench.rows("select table_name from information_schema.tables"
                    + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
                bench.rows("select cast(t as text) from " + table + " t").forEach(dump::append);
            }
        }

        assertTrue(dump.toString().contains("db"), dump::toString);
        assertFalse(dump.toString().contains("canary"), dump::toString);
    }

    @Test
    void theMaskKeepsWhatIsStoredSoThatWhatWasReadCanBeApplied() {
        put("db", "{'a':'1','b':'2'}");
        String document = bench.kinds.read("secret", "db").get(1).toString();

        assertEquals("unchanged", bench.kinds.apply(document, false));
        assertEquals(List.of("data"), bench.kinds.changes(document.replace("\"a\":\"***\"", "\"a\":\"new\"")));

        assertEquals("new", value("db", "a"));
        assertEquals("2", value("db", "b"));
    }

    @Test
    void aPutReplacesNullDropsOneKeyAndMergeAdds() {
        put("db", "{'a':'1','b':'2','c':'3'}");

        assertEquals(
                "[\"b\",\"c\"]",
                bench.kinds
                        .update("secret", "db", "{'data':{'a':null}}")
                        .path("keys")
                        .toString());
        assertEquals(
                "[\"b\",\"c\",\"d\"]",
                bench.kinds
                        .update("secret", "db", "{'data':{'d':'4'},'merge':true}")
                        .path("keys")
                        .toString());
        assertEquals(
                "[\"e\"]",
                bench.kinds
                        .update("secret", "db", "{'data':{'e':'5'}}")
                        .path("keys")
                        .toString());
        assertEquals("5", value("db", "e"));
    }

    @Test
    void theSameValuesAgainAreNoChange() {
        put("db", "{'a':'1'}");

        JsonNode again = bench.kinds.update("secret", "db", "{'data':{'a':'1'},'merge':true}");

        assertEquals(1, again.path("version").asInt());
        assertEquals("unchanged", bench.kinds.apply("{'kind':'secret','name':'db','data':{'a':'1'}}", false));
        assertEquals("configured", bench.kinds.apply("{'kind':'secret','name':'db','data':{'a':'2'}}", true));
        assertEquals("1", value("db", "a"), "a dry run keeps nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'k':4711}                | data.k: expected string",
                "{'k':true}                | data.k: expected string",
                "{'k':['4711']}            | data.k: expected string",
                "{'k ':'4711'}             | data.k : is not allowed as a key",
                "{'':'4711'}               | data.: is not allowed as a key",
                "{'a/b':'4711'}            | data.a/b: is not allowed as a key",
                "{'k':'***'}               | data.k: no stored value for key 'k'",
                "4711                      | data: expected map of string",
            })
    void wrongDataIsRefusedWithItsKeyAndWithoutItsValue(String data, String message) {
        Problem refused = problem(() -> put("db", data));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertTrue(refused.detail().contains(message), refused::detail);
        assertFalse(refused.toString().contains("4711"), refused::toString);
    }

    @Test
    void sizesAreBounded() {
        String most = "x".repeat(64 * 1024);
        put("big", "{'k':'" + most + "'}");

        Problem value = problem(() -> put("bigger", "{'k':'" + most + "x'}"));
        assertTrue(value.detail().contains("data.k: is larger than 64 KiB"), value::detail);
        StringBuilder all = new StringBuilder("{'k':'x'");
        IntStream.range(0, 16)
                .forEach(i ->
                        all.append(",'k").append(i).append("':'").append(most).append('\''));
        Problem total = problem(() -> put("huge", all + "}"));
        assertTrue(total.detail().contains("data: is larger than 1 MiB"), total::detail);
        assertEquals(most, value("big", "k"));
    }

    @Test
    void anUnknownBackendIsNotFound() {
        Problem unknown = problem(() -> bench.kinds.create("secret", "{'name':'db','backend':'nowhere'}"));

        assertEquals(ProblemKind.NOT_FOUND, unknown.kind());
        assertTrue(unknown.detail().contains("secretbackend 'nowhere' not found"), unknown::detail);
    }

    @Test
    void whenTheStoreIsAwayNothingIsStored() throws SQLException {
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign'}");
        bench.kinds.create("secret", "{'name':'one','backend':'far','data':{'k':'" + CANARY + "'}}");
        bench.foreign.away = true;

        Problem created = problem(
                () -> bench.kinds.create("secret", "{'name':'two','backend':'far','data':{'k':'" + CANARY + "'}}"));
        Problem updated = problem(() -> bench.kinds.update("secret", "one", "{'data':{'k':'" + CANARY + "2'}}"));

        assertEquals(ProblemKind.UPSTREAM, created.kind());
        assertEquals(ProblemKind.UPSTREAM, updated.kind());
        assertEquals(List.of("one"), bench.rows("select name from secrets"));
        bench.foreign.away = false;
        assertEquals(CANARY, value("one", "k"));
        assertFalse(bench.rows("select data from secrets").toString().contains("canary"));
    }

    @Test
    void aDeleteTakesTheCopyElsewhereAndSaysWhenItCannot() {
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign'}");
        bench.kinds.create("secret", "{'name':'one','backend':'far','data':{'k':'v'}}");
        bench.kinds.create("secret", "{'name':'two','backend':'far','data':{'k':'v'}}");

        bench.kinds.delete("secret", "one", Map.of());
        bench.foreign.away = true;
        bench.kinds.delete("secret", "two", Map.of());

        assertEquals(java.util.Set.of("two"), bench.foreign.held.keySet());
        assertEquals(1, bench.kinds.warnings().size());
        assertTrue(bench.kinds.warnings().getFirst().contains("copy of secret 'two'"));
    }

    @Test
    void aSecretInUseIsDeletedByForceUnlessTheUseIsEssential() {
        put("db", "{'k':'v'}");
        bench.uses.add(new Use("server", "shop", "env DB_PASSWORD", false));

        Problem refused = problem(() -> bench.kinds.delete("secret", "db", Map.of()));
        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(refused.detail().contains("server 'shop' (env DB_PASSWORD)"), refused::detail);
        assertTrue(refused.detail().contains("?force=true"), refused::detail);

        bench.uses.add(new Use("llm", "gpt", "apiKeyRef", true));
        Problem essential = problem(() -> bench.kinds.delete("secret", "db", Map.of("force", "true")));
        assertEquals(ProblemKind.CONFLICT, essential.kind());
        assertTrue(essential.detail().contains("llm 'gpt'"), essential::detail);

        bench.uses.removeLast();
        bench.kinds.delete("secret", "db", Map.of("force", "true"));
        assertTrue(bench.store().find(Kinds.SECRET, "db").isEmpty());
    }

    @Test
    void concurrentUpdatesOfDifferentKeysAreAllKept() throws Exception {
        put("db", "{'start':'1'}");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> updates = IntStream.range(0, 12)
                    .mapToObj(i -> callers.submit(() -> (JsonNode) bench.kinds.update(
                            "secret", "db", "{'data':{'k" + i + "':'value " + i + "'},'merge':true}")))
                    .toList();
            for (Future<JsonNode> update : updates) {
                update.get(30, TimeUnit.SECONDS);
            }
        }

        assertEquals(
                13, bench.kinds.read("secret", "db").getFirst().path("data").size());
        for (int i = 0; i < 12; i++) {
            assertEquals("value " + i, value("db", "k" + i));
        }
    }

    @Test
    void aStaleVersionIsAConflict() {
        put("db", "{'a':'1'}");
        bench.kinds.update("secret", "db", "{'data':{'a':'2'},'version':1}");

        assertEquals(
                ProblemKind.CONFLICT,
                problem(() -> bench.kinds.update("secret", "db", "{'data':{'a':'3'},'version':1}"))
                        .kind());
        assertEquals("2", value("db", "a"));
    }

    @Test
    void aResolutionReadsEachSecretOnceAndNamesSecretAndKeyWhenItFails() {
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign'}");
        bench.kinds.create("secret", "{'name':'one','backend':'far','data':{'a':'" + CANARY + "','b':'2'}}");
        int reads = bench.foreign.reads.get();

        Resolution both = bench.resolver.resolve(List.of(new SecretRef("one", "a"), new SecretRef("one", "b")));

        assertEquals(reads + 1, bench.foreign.reads.get());
        assertFalse(both.toString().contains("canary"));
        Problem key = problem(() -> value("one", "c"));
        assertEquals(ProblemKind.NOT_FOUND, key.kind());
        assertTrue(
                key.detail().contains("secret 'one', key 'c'") && key.detail().contains("a, b"), key::detail);
        Problem secret = problem(() -> value("gone", "c"));
        assertTrue(secret.detail().contains("secret 'gone', key 'c'"), secret::detail);
        bench.foreign.away = true;
        Problem away = problem(() -> value("one", "a"));
        assertEquals(ProblemKind.UPSTREAM, away.kind());
        assertTrue(away.detail().contains("secret 'one', key 'a'"), away::detail);
        assertFalse((key + " " + secret + " " + away).contains("canary"));
    }

    @Test
    void aVersionChangesWithTheValueAndOnlyThen() {
        put("db", "{'a':'1'}");
        Map<String, String> before = bench.resolver.versions(java.util.Set.of("db", "gone"), bench.store());

        bench.kinds.update("secret", "db", "{'data':{'a':'1'}}");
        assertEquals(before, bench.resolver.versions(java.util.Set.of("db"), bench.store()));
        bench.kinds.update("secret", "db", "{'data':{'a':'2'}}");
        assertNotEquals(before, bench.resolver.versions(java.util.Set.of("db"), bench.store()));
    }

    @Test
    void aValueMovedToAnotherRowOrKeyCannotBeOpened() throws SQLException {
        put("mine", "{'k':'" + CANARY + "'}");
        put("other", "{'k':'x'}");

        bench.execute("update secrets set data = (select data from secrets where name = 'mine') where name = 'other'");

        Problem moved = problem(() -> value("other", "k"));
        assertEquals(ProblemKind.INTERNAL, moved.kind());
        assertTrue(moved.detail().contains("secret 'other', key 'k'"), moved::detail);
        assertTrue(moved.detail().contains("moved from another secret"), moved::detail);
        assertFalse(moved.detail().contains("canary"));
    }

    @Test
    void aSecretMovesToAnotherBackendWithItsValues() {
        put("db", "{'a':'" + CANARY + "'}");
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign'}");

        bench.kinds.update("secret", "db", "{'backend':'far'}");

        assertEquals(Map.of("a", CANARY), bench.foreign.held.get("db"));
        assertEquals(CANARY, value("db", "a"));
    }
}
