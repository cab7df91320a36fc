package io.mcpctl.secrets.internal;

import static io.mcpctl.secrets.internal.Bench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class SecretBackendKindTest {
    private static final String DEFAULTS = "select name from secret_backends where is_default";

    private final Bench bench;

    SecretBackendKindTest(Product product) throws SQLException {
        bench = new Bench(product);
    }

    @Test
    void theDefaultMarkMovesWithinOneTransaction() throws SQLException {
        bench.kinds.create("secretbackend", "{'name':'second','type':'plaintext','isDefault':true}");
        assertEquals(List.of("second"), bench.rows(DEFAULTS));

        bench.kinds.update("secretbackend", "default", "{'isDefault':true}");

        assertEquals(List.of("default"), bench.rows(DEFAULTS));
    }

    @Test
    void manyWhoTakeTheMarkAtOnceLeaveExactlyOne() throws Exception {
        IntStream.range(0, 6)
                .forEach(i -> bench.kinds.create("secretbackend", "{'name':'b" + i + "','type':'plaintext'}"));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> takers = IntStream.range(0, 6)
                    .mapToObj(i -> callers.submit(() -> {
                        try {
                            bench.kinds.update("secretbackend", "b" + i, "{'isDefault':true}");
                            return true;
                        } catch (ProblemException e) {
                            assertEquals(ProblemKind.CONFLICT, e.kind(), e::getMessage);
                            return false;
                        }
                    }))
                    .toList();
            boolean any = false;
            for (Future<Boolean> taker : takers) {
                any |= taker.get(30, TimeUnit.SECONDS);
            }
            assertTrue(any, "nobody got it");
        }

        assertEquals(1, bench.rows(DEFAULTS).size());
    }

    @Test
    void theDatabaseItselfKeepsASecondDefaultOut() {
        assertEquals(
                "23505",
                org.junit.jupiter.api.Assertions.assertThrows(
                                SQLException.class,
                                () -> bench.execute(
                                        "insert into secret_backends (id, name, type, is_default, created_at,"
                                                + " updated_at) values ('c1', 'x', 'plaintext', true, current_timestamp,"
                                                + " current_timestamp)"))
                        .getSQLState());
    }

    @Test
    void unknownTypesAndSettingsAreRefusedWithWhatIsKnown() {
        Problem type = problem(() -> bench.kinds.create("secretbackend", "{'name':'x','type':'cupboard'}"));
        assertEquals(ProblemKind.INVALID, type.kind());
        assertTrue(type.detail().contains("'cupboard' is not known; known are foreign, plaintext"), type::detail);

        Problem setting = problem(
                () -> bench.kinds.create("secretbackend", "{'name':'x','type':'plaintext','config':{'url':1}}"));
        assertEquals(ProblemKind.INVALID, setting.kind());
        assertEquals("config.url", setting.violations().getFirst().path());
    }

    @Test
    void theTypeNeverChanges() {
        Problem refused = problem(() -> bench.kinds.update("secretbackend", "default", "{'type':'foreign'}"));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertTrue(refused.detail().contains("type: cannot be changed from 'plaintext'"), refused::detail);
    }

    @Test
    void theDefaultOneIsNeitherDeletedNorUnmarked() {
        Problem deleted = problem(() -> bench.kinds.delete("secretbackend", "default", Map.of()));
        Problem unmarked = problem(() -> bench.kinds.update("secretbackend", "default", "{'isDefault':false}"));

        assertEquals(ProblemKind.CONFLICT, deleted.kind());
        assertEquals(ProblemKind.CONFLICT, unmarked.kind());
        assertTrue(deleted.detail().contains("is the default one"), deleted::detail);
        assertTrue(unmarked.detail().contains("make another the default"), unmarked::detail);
    }

    @Test
    void oneThatHoldsSecretsIsNotDeletedAndSaysHowMany() throws SQLException {
        bench.kinds.create("secretbackend", "{'name':'second','type':'plaintext'}");
        bench.kinds.create("secret", "{'name':'a','backend':'second'}");
        bench.kinds.create("secret", "{'name':'b','backend':'second'}");

        Problem refused = problem(() -> bench.kinds.delete("secretbackend", "second", Map.of("force", "true")));

        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertTrue(refused.detail().contains("still holds 2 secrets"), refused::detail);
        bench.execute("delete from secrets");
        bench.kinds.delete("secretbackend", "second", Map.of());
    }

    @Test
    void aStoreIsOpenedOnceUntilItsRowChanges() {
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign'}");
        bench.kinds.create("secret", "{'name':'a','backend':'far','data':{'k':'1'}}");
        bench.kinds.update("secret", "a", "{'data':{'k':'2'}}");
        int opened = bench.foreign.opened.get();
        bench.kinds.update("secret", "a", "{'data':{'k':'3'}}");
        assertEquals(opened, bench.foreign.opened.get());

        bench.kinds.update("secretbackend", "far", "{'config':{'url':'elsewhere'}}");
        bench.kinds.update("secret", "a", "{'data':{'k':'4'}}");

        assertEquals(opened + 1, bench.foreign.opened.get());
    }

    @Test
    void healthIsShownAndTokenMetaIsNotWritable() {
        bench.kinds.create("secretbackend", "{'name':'far','type':'foreign','tokenMeta':{'x':1}}");
        bench.foreign.away = true;

        assertEquals(
                "cannot be reached",
                bench.kinds
                        .read("secretbackend", "far")
                        .getFirst()
                        .path("health")
                        .asText());
        assertEquals(
                "{}",
                bench.kinds
                        .read("secretbackend", "far")
                        .getFirst()
                        .path("tokenMeta")
                        .toString());
    }

    @Test
    void aStartRepairsAMissingDefaultAndAMissingMark() throws SQLException {
        bench.execute("delete from secret_backends");
        new DefaultBackend(bench.place.database());
        assertEquals(List.of("default"), bench.rows(DEFAULTS));

        bench.execute("update secret_backends set is_default = false");
        new DefaultBackend(bench.place.database());
        assertEquals(List.of("default"), bench.rows(DEFAULTS));

        List<String> whole = bench.rows("select version from secret_backends");
        new DefaultBackend(bench.place.database());
        assertEquals(whole, bench.rows("select version from secret_backends"), "a whole database stays as it is");
    }
}
