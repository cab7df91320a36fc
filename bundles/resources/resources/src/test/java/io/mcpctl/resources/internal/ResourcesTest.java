package io.mcpctl.resources.internal;

import static io.mcpctl.resources.internal.Workbench.json;
import static io.mcpctl.resources.internal.Workbench.paths;
import static io.mcpctl.resources.internal.Workbench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class ResourcesTest {
    private final Workbench bench;

    ResourcesTest(Product product) throws SQLException {
        bench = new Workbench(product);
    }

    private Resource<ServerSpec> server(String name) {
        return bench.store.find(Sample.SERVER, name).orElseThrow();
    }

    @Test
    void whatWasCreatedIsReadBackByNameAndId() {
        Resource<?> created = bench.create("server", """
                {'name':'demo','transport':'STDIO','command':['a','b c'],'replicas':2,
                 'env':[{'name':'A','value':'ü ☃ 𝄞'}],'healthCheck':{'tool':'t','arguments':{'x':[1,{'y':null}]}}}""").resource();

        Resource<ServerSpec> byName = server("demo");
        assertEquals(byName, server(created.id()));
        assertEquals(created, byName);
        assertEquals(1, byName.version());
        assertEquals(List.of("a", "b c"), byName.spec().command());
        assertEquals("ü ☃ 𝄞", byName.spec().env().getFirst().value().orElseThrow());
        assertEquals(180, byName.spec().startTimeoutSeconds());
        assertTrue(byName.spec().healthCheck().orElseThrow().arguments().containsKey("x"));
    }

    @Test
    void listsAreInNameOrderWhateverTheCollation() {
        for (String name : List.of("b-a", "ba", "b1", "a", "b-z")) {
            bench.create("server", "{'name':'" + name + "','transport':'STDIO'}");
        }

        assertEquals(
                List.of("a", "b-a", "b-z", "b1", "ba"),
                bench.store.list(Sample.SERVER).stream().map(Resource::name).toList());
    }

    @Test
    void aPartialUpdateKeepsAbsentMembersAndNullClears() {
        bench.create(
                "server", "{'name':'demo','transport':'STDIO','packageName':'p','description':'old','replicas':3}");

        bench.update("server", "demo", "{'packageName':null,'replicas':null,'dockerImage':'img'}");

        ServerSpec spec = server("demo").spec();
        assertEquals(Optional.empty(), spec.packageName());
        assertEquals(Optional.of("img"), spec.dockerImage());
        assertEquals("old", spec.description());
        assertEquals(1, spec.replicas(), "null brings the default back");
        assertEquals(2, server("demo").version());
    }

    @Test
    void anUpdateThatChangesNothingKeepsTheVersion() {
        bench.create(
                "server", "{'name':'demo','transport':'STDIO','healthCheck':{'arguments':{'b':1,'a':[1.5,true]}}}");
        bench.told.clear();

        bench.update("server", "demo", "{'transport':'STDIO','version':1}");

        assertEquals(1, server("demo").version());
        assertEquals(List.of(), bench.told);
    }

    @Test
    void aStaleVersionIsAConflictWithBothNumbers() {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");
        bench.update("server", "demo", "{'description':'x','version':1}");

        Problem stale = problem(() -> bench.update("server", "demo", "{'description':'y','version':1}"));

        assertEquals(ProblemKind.CONFLICT, stale.kind());
        assertTrue(
                stale.detail().contains("at version 2") && stale.detail().contains("based on version 1"),
                stale.detail());
        assertEquals("x", server("demo").spec().description());
    }

    @Test
    void aVersionThatIsNoNumberIsInvalid() {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");

        assertEquals(List.of("version"), paths(problem(() -> bench.update("server", "demo", "{'version':'latest'}"))));
    }

    @Test
    void concurrentUpdatesWithOneVersionLetOneWin() throws Exception {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");
        Callable<Boolean> write = () -> {
            try {
                bench.update(
                        "server",
                        "demo",
                        "{'description':'" + Thread.currentThread().threadId() + "','version':1}");
                return true;
            } catch (ProblemException e) {
                assertEquals(ProblemKind.CONFLICT, e.kind());
                return false;
            }
        };

        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> result : threads.invokeAll(List.of(write, write, write, write, write, write))) {
                won += result.get() ? 1 : 0;
            }
        }

        assertEquals(1, won);
        assertEquals(2, server("demo").version());
    }

    @Test
    void aDuplicateNameIsAConflict() {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");

        Problem duplicate = problem(() -> bench.create("server", "{'name':'demo','transport':'SSE'}"));

        assertEquals(ProblemKind.CONFLICT, duplicate.kind());
        assertTrue(duplicate.detail().contains("server 'demo' already exists"), duplicate.detail());
    }

    @Test
    void anUnknownNameIsNotFoundForEveryVerb() {
        assertEquals(Optional.empty(), bench.store.find(Sample.SERVER, "gone"));
        assertEquals(
                ProblemKind.NOT_FOUND,
                problem(() -> bench.update("server", "gone", "{}")).kind());
        assertEquals(
                ProblemKind.NOT_FOUND,
                problem(() -> bench.delete("server", "gone")).kind());
    }

    @Test
    void renamingIsRefused() {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");

        assertEquals(List.of("name"), paths(problem(() -> bench.update("server", "demo", "{'name':'other'}"))));
    }

    @Test
    void namesThatLookLikeIdsOrBreakThePatternAreRefused() {
        for (String name : List.of("cabcdefghijklmnopqrstuvwx", "", "Upper", "a b", "-a", "a.b", "ü", "a".repeat(64))) {
            assertEquals(
                    List.of("name"),
                    paths(problem(() -> bench.create("server", "{'name':'" + name + "','transport':'STDIO'}"))),
                    name);
        }
        assertTrue(problem(() -> bench.create("server", "{'name':'" + "A".repeat(100_000) + "'}"))
                        .detail()
                        .length()
                < 500);
    }

    @Test
    void composedNamesAreFoundByNamesAndById() {
        projectWithServer();
        Resource<?> created = bench.create("serverattachment", "{'project':'p','server':'demo'}")
                .resource();

        assertEquals("p/demo", created.name());
        assertEquals(
                created.id(),
                bench.store.find(Sample.ATTACHMENT, "p/demo").orElseThrow().id());
        assertEquals(
                "p/demo",
                bench.store.find(Sample.ATTACHMENT, created.id()).orElseThrow().name());
        assertEquals(Optional.empty(), bench.store.find(Sample.ATTACHMENT, "p"));
        assertEquals(Optional.empty(), bench.store.find(Sample.ATTACHMENT, "p/demo/x"));
        assertEquals(Optional.empty(), bench.store.find(Sample.ATTACHMENT, "/"));
        assertEquals(
                ProblemKind.CONFLICT,
                problem(() -> bench.create("serverattachment", "{'project':'p','server':'demo'}"))
                        .kind());
    }

    @Test
    void aReferenceMayBeWrittenAsIdAndIsShownAsName() {
        projectWithServer();
        String id = server("demo").id();

        Resource<?> created = bench.create("serverattachment", "{'project':'p','server':'" + id + "'}")
                .resource();

        assertEquals("p/demo", created.name());
        assertEquals(created, bench.store.find(Sample.ATTACHMENT, "p/demo").orElseThrow());
        assertEquals(
                "unchanged",
                bench.apply("{'kind':'serverattachment','project':'p','server':'" + id + "'}")
                        .result());
    }

    @Test
    void aComposedNameIsNotChangedByAnUpdate() {
        projectWithServer();
        bench.create("server", "{'name':'other','transport':'STDIO'}");
        bench.create("serverattachment", "{'project':'p','server':'demo'}");

        assertEquals(
                ProblemKind.INVALID,
                problem(() -> bench.update("serverattachment", "p/demo", "{'server':'other'}"))
                        .kind());
    }

    @Test
    void anUnknownReferenceIsNotFoundWithItsPath() {
        projectWithServer();

        Problem unknown = problem(() -> bench.create("serverattachment", "{'project':'p','server':'gone'}"));

        assertEquals(ProblemKind.NOT_FOUND, unknown.kind());
        assertEquals(List.of("server"), paths(unknown));
        assertTrue(unknown.detail().contains("'gone' not found"), unknown.detail());
    }

    @Test
    void aDeleteTellsOfWhatWentWithIt() {
        projectWithServer();
        bench.create("serverattachment", "{'project':'p','server':'demo'}");
        bench.told.clear();

        bench.delete("server", "demo");

        assertEquals(List.of("serverattachment p/demo deleted", "server demo deleted"), bench.toldWords());
        assertEquals(List.of(), bench.store.list(Sample.ATTACHMENT));
    }

    @Test
    void applyCreatesConfiguresAndLeavesUnchanged() {
        String document =
                "{'kind':'srv','name':'demo','transport':'STDIO','command':['x'],'healthCheck':{'arguments':{'n':1.0,'z':'q'}}";

        assertEquals("created", bench.apply(document + "}").result());
        assertEquals("unchanged", bench.apply(document + "}").result());
        Writes.Outcome changed = bench.apply(document + ",'replicas':4,'description':'d'}");

        assertEquals("configured", changed.result());
        assertEquals(List.of("description", "replicas"), changed.changed());
        assertEquals(2, server("demo").version());
        assertEquals(List.of("server demo created", "server demo updated"), bench.toldWords());
    }

    @Test
    void whatIsShownForApplyIsUnchangedWhenApplied() {
        bench.create("server", """
                {'name':'demo','transport':'STREAMABLE_HTTP','externalUrl':'https://x/y','sharing':{},
                 'resources':{'memory':'1Gi'},'healthCheck':{'arguments':{'big':123456789012345678901234567890,'e':1e20,'f':0.1}}}""");

        var document = Documents.forApply(new Kind<>(Sample.SERVER), server("demo"));

        assertEquals("unchanged", bench.writes.apply(document, Workbench.OWNER).result());
    }

    @Test
    void aDryRunKeepsAndTellsNothing() {
        Writes.Outcome created =
                bench.writes.apply(json("{'kind':'server','name':'demo','transport':'STDIO'}"), Workbench.TRYING);

        assertEquals("created", created.result());
        assertEquals(Optional.empty(), bench.store.find(Sample.SERVER, "demo"));
        assertEquals(List.of(), bench.told);
    }

    @Test
    void applyRefusesUnknownKeysAndKinds() {
        assertEquals(
                List.of("colour", "env[0].secret"),
                paths(
                        problem(
                                () -> bench.apply(
                                        "{'kind':'server','name':'d','transport':'STDIO','colour':1,'env':[{'name':'A','value':'b','secret':1}]}"))));
        assertEquals(List.of("kind"), paths(problem(() -> bench.apply("{'kind':'sever','name':'d'}"))));
        assertEquals(List.of("kind"), paths(problem(() -> bench.apply("{}"))));
    }

    @Test
    void aFailureAfterTheWriteUndoesItAndTellsNobody() {
        assertThrows(
                IllegalStateException.class,
                () -> bench.create("project", "{'name':'p','description':'fail after the write'}"));

        assertEquals(Optional.empty(), bench.store.find(Sample.PROJECT, "p"));
        assertEquals(List.of(), bench.told);
    }

    @Test
    void sqlInNamesIdsAndFiltersIsOnlyText() {
        projectWithServer();
        for (String text : List.of(
                "'",
                "' or '1'='1",
                "x'; drop table users; --",
                "\\",
                "%",
                "\0",
                "a\0b",
                "c" + "'".repeat(24),
                "\ud800")) {
            assertEquals(Optional.empty(), bench.store.find(Sample.SERVER, text));
            assertEquals(Optional.empty(), bench.store.find(Sample.ATTACHMENT, text + "/" + text));
            assertEquals(List.of(), bench.store.listBy(Sample.ATTACHMENT, "project", text));
            assertEquals(
                    ProblemKind.NOT_FOUND,
                    problem(() -> bench.delete("server", text)).kind());
            var document = json("{'transport':'STDIO'}").put("name", text);
            assertEquals(
                    ProblemKind.INVALID,
                    problem(() -> bench.writes.apply(document.put("kind", "server"), Workbench.OWNER))
                            .kind());
            var attachment = json("{'kind':'serverattachment','project':'p'}").put("server", text);
            assertEquals(List.of("server"), paths(problem(() -> bench.writes.apply(attachment, Workbench.OWNER))));
        }
        String quoted = "'); drop table mcp_servers; --";
        bench.writes.apply(
                json("{'kind':'server','name':'q','transport':'STDIO'}").put("description", quoted), Workbench.OWNER);
        assertEquals(quoted, server("q").spec().description());
    }

    @Test
    void aTextTooLongForItsColumnIsInvalid() {
        Problem tooLong = problem(() -> bench.create(
                "server", "{'name':'demo','transport':'STDIO','externalUrl':'https://x/" + "y".repeat(5000) + "'}"));

        assertEquals(ProblemKind.INVALID, tooLong.kind());
        assertEquals(List.of(), bench.store.list(Sample.SERVER));
    }

    private void projectWithServer() {
        bench.create("server", "{'name':'demo','transport':'STDIO'}");
        bench.create("project", "{'name':'p'}");
    }
}
