package io.mcpctl.resources.internal;

import static io.mcpctl.resources.internal.Workbench.json;
import static io.mcpctl.resources.internal.Workbench.paths;
import static io.mcpctl.resources.internal.Workbench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordReaderTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final RecordSchema SCHEMA = new RecordSchema(ServerSpec.class);

    private static ServerSpec read(ObjectNode document, boolean strict) {
        return (ServerSpec) new RecordReader(strict).read(SCHEMA, document, Set.of("kind", "name"));
    }

    @Test
    void unknownKeysAreRefusedWhenStrictAndDroppedOtherwise() {
        ObjectNode document = json("{'nmae':1,'healthCheck':{'tol':'x'},'health':'healthy'}");

        assertEquals(List.of("nmae", "health", "healthCheck.tol"), paths(problem(() -> read(document, true))));
        RecordReader reader = new RecordReader(false);
        ServerSpec spec = (ServerSpec) reader.read(SCHEMA, document, Set.of());
        assertEquals(List.of("nmae", "health", "healthCheck.tol"), reader.dropped());
        assertTrue(spec.health().isEmpty(), "computed members are not taken from documents");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'replicas':'1'}|replicas",
                "{'replicas':1.5}|replicas",
                "{'replicas':99999999999999999999}|replicas",
                "{'replicas':-1}|replicas",
                "{'replicas':101}|replicas",
                "{'replicas':[1]}|replicas",
                "{'transport':'stdio'}|transport",
                "{'transport':1}|transport",
                "{'command':'x'}|command",
                "{'command':['a',1]}|command[1]",
                "{'command':[null]}|command[0]",
                "{'command':[['a']]}|command[0]",
                "{'env':{}}|env",
                "{'env':[[]]}|env[0]",
                "{'env':[{'name':'A','value':'x'},{'name':'1','value':'x'}]}|env[1].name",
                "{'env':[{'name':'A','value':7}]}|env[0].value",
                "{'packageName':''}|packageName",
                "{'externalUrl':'ftp://x'}|externalUrl",
                "{'healthCheck':[]}|healthCheck",
                "{'healthCheck':{'arguments':7}}|healthCheck.arguments",
                "{'healthCheck':{'restartOnUnhealthy':'yes'}}|healthCheck.restartOnUnhealthy",
                "{'sharing':{'mode':'pool'}}|sharing.mode",
                "{'description':{'a':1}}|description",
                "{'description':'\\u0000'}|description",
                "{'command':['\\u0000']}|command[0]",
                "{'env':[{'name':'A','value':'\\ud800'}]}|env[0].value",
                "{'healthCheck':{'arguments':{'a':[{'b':'\\u0000'}]}}}|healthCheck.arguments.a[0].b",
                "{'healthCheck':{'arguments':{'\\u0000':1}}}|healthCheck.arguments"
            })
    void aWrongValueIsReportedWithItsPath(String document, String path) {
        Problem problem = problem(() -> read(json(document), true));

        assertEquals(ProblemKind.INVALID, problem.kind());
        assertEquals(List.of(path), paths(problem));
    }

    @Test
    void everyOffendingPathIsReportedAtOnce() {
        Problem problem = problem(() -> read(json("{'replicas':'x','command':[1,2],'nope':1}"), true));

        assertEquals(Set.of("replicas", "command[0]", "command[1]", "nope"), Set.copyOf(paths(problem)));
    }

    @Test
    void boundsThemselvesAreAllowed() {
        assertEquals(
                100,
                read(json("{'replicas':100,'description':'" + "d".repeat(1000) + "'}"), true)
                        .replicas());
        assertEquals(0, read(json("{'replicas':0}"), true).replicas());
    }

    @Test
    void randomDocumentsAreReadOrInvalid() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            ObjectNode document = NODES.objectNode();
            SCHEMA.members().forEach(m -> {
                if (random.nextInt(3) == 0) {
                    document.set(m.name(), value(random, 0));
                }
            });
            try {
                read(document, random.nextBoolean());
            } catch (ProblemException e) {
                assertEquals(ProblemKind.INVALID, e.kind(), "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + document, e);
            }
        }
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 7 : 10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextInt(200) - 50);
            case 2 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 3 -> NODES.numberNode(new java.math.BigInteger(200, random));
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 ->
                NODES.textNode(List.of("STDIO", "node", "", "\0", "\udc00", "x".repeat(600), "https://x")
                        .get(random.nextInt(7)));
            case 6 -> NODES.textNode(Character.toString(random.nextInt(0x10ffff)));
            case 7, 8 -> {
                var array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (String key : List.of("name", "value", "arguments", "mode", "tool", "memory", "zzz", "a\0")) {
                    if (random.nextInt(3) == 0) {
                        object.set(key, value(random, depth + 1));
                    }
                }
                yield object;
            }
        };
    }

    /** Values that nobody sees. */
    record Safe(@io.mcpctl.resources.api.Secret Map<String, Optional<String>> data) {}

    @Test
    void secretMembersAreShownMaskedStoredWholeAndNeverQuoted() {
        RecordSchema schema = new RecordSchema(Safe.class);
        Safe safe = (Safe) new RecordReader(true).read(schema, json("{'data':{'a':'canary','b':null}}"), Set.of());

        assertEquals(Map.of("a", Optional.of("canary"), "b", Optional.empty()), safe.data());
        assertEquals(json("{'data':{'a':'***','b':null}}"), RecordWriter.shown(schema, safe));
        assertEquals(json("{'data':{'a':'canary','b':null}}"), RecordWriter.write(schema, safe));
        Problem wrong = problem(() -> new RecordReader(true).read(schema, json("{'data':{'a':4711}}"), Set.of()));
        assertEquals("data.a: expected string", wrong.detail());
        assertEquals(
                "data: expected map of string",
                problem(() -> new RecordReader(true).read(schema, json("{'data':'4711'}"), Set.of()))
                        .detail());
    }
}
