package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each official SDK as a client of servers that each of them made, over both transports: directly, through one tier and
 * through two. What comes back is the same everywhere.
 */
@Tag("real-server")
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SdksTest {
    /** Ways of a client through the product. */
    enum Way {
        PROJECT,
        EVENT_STREAM_PAIR,
        STDIO_BRIDGE,
        TWO_TIERS,
        TWO_TIERS_EVENT_STREAM_PAIR,
        TWO_TIERS_STDIO_BRIDGE;

        ObjectNode target() {
            ObjectNode target = Sdk.target(name(), SERVERS, "__");
            Product product = name().startsWith("TWO_TIERS") ? TIERS.proxy : TIERS.plane;
            String url = product.url("/projects/sdks/mcp");
            if (name().endsWith("STDIO_BRIDGE")) {
                target.put("kind", "stdio")
                        .putArray("command")
                        .add(Product.ROOT + "/mcpctl")
                        .add("mcp")
                        .add("-p")
                        .add("sdks");
                target.set("env", JSON.valueToTree(product.environment()));
            } else if (name().endsWith("PAIR")) {
                target.put("kind", "sse").put("url", url + "/sse");
            } else {
                target.put("kind", "http").put("url", url);
            }
            return target;
        }
    }

    private static final List<String> SERVERS = Stream.of(Sdk.values())
            .flatMap(sdk -> Stream.of(sdk.web(), sdk.pipe()))
            .toList();
    private static final TwoTiers TIERS = new TwoTiers();
    private static final Map<Sdk, Background> WEB = new EnumMap<>(Sdk.class);
    private static final List<ObjectNode> DIRECT = new ArrayList<>();
    private static final Map<Sdk, JsonNode> ANSWERS = new EnumMap<>(Sdk.class);

    /** What every server does for every client. */
    private static final Map<String, String> EXPECTED = Map.of(
            "add", "{'sum':5}",
            "user", "'accept: blue'",
            "model", "'model: forty-two'",
            "roots", "'file:///parts'",
            "count", "['counted to 3',[['info','step 1'],['info','step 2'],['info','step 3']]]",
            "cancelled", "'cancelled, and the server knows'",
            "completion", "['Ada','Adele']");

    /** A project asks all its servers for a resource that none of them lists, and says in its own words that none has it. */
    private static final String IN_OTHER_WORDS = "missing";

    /**
     * Asked by a client with sessions, a server of version 2 of the TypeScript SDK keeps none over HTTP, and then it cannot
     * ask anything; through the product it can.
     */
    private static final Set<String> BETTER_THAN_DIRECT = Set.of("user", "model", "roots", "cancelled");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STEPS = "[[1.0,3.0,\"1 of 3\"],[2.0,3.0,\"2 of 3\"],[3.0,3.0,\"3 of 3\"]]";
    private static final Set<String> OF_ONE_ERA = Set.of("_meta", "ttlMs", "cacheScope", "resultType", "execution");

    @BeforeAll
    static void start() {
        StringBuilder documents = new StringBuilder();
        for (Sdk sdk : Sdk.values()) {
            WEB.put(sdk, sdk.overHttp());
        }
        TIERS.plane.configured("auth: {local.mcp: trusted}\n");
        TIERS.planeUp();
        for (Sdk sdk : Sdk.values()) {
            String url = Sdk.address(Objects.requireNonNull(WEB.get(sdk)));
            documents.append("kind: server\nname: %s\nexternalUrl: %s\n---\n".formatted(sdk.web(), url));
            String command = "['" + String.join("', '", sdk.overStdio()) + "']";
            documents.append("kind: server\nname: %s\ncommand: %s\n---\n".formatted(sdk.pipe(), command));
            DIRECT.add(Sdk.target(sdk.web(), List.of(sdk.web()), "")
                    .put("kind", "http")
                    .put("url", url));
            ObjectNode pipe = Sdk.target(sdk.pipe(), List.of(sdk.pipe()), "").put("kind", "stdio");
            sdk.overStdio().forEach(pipe.putArray("command")::add);
            DIRECT.add(pipe);
        }
        documents.append("kind: project\nname: sdks\nservers: " + SERVERS + "\n");
        TIERS.plane.apply(documents.toString()).exits(0);
        TIERS.plane.awaitHealthy(SERVERS.size());
        TIERS.proxyUp();
    }

    @AfterAll
    static void stop() {
        WEB.values().forEach(Background::close);
        TIERS.close();
    }

    @ParameterizedTest
    @EnumSource
    void everythingWorksDirectly(Sdk client) {
        for (String server : SERVERS) {
            JsonNode got = direct(client, server);

            assertSteps(client, got);
            EXPECTED.forEach((feature, answer) -> {
                if (!cannotAsk(client, server) || !BETTER_THAN_DIRECT.contains(feature)) {
                    assertEquals(
                            json(answer),
                            plain(essence(got, feature)),
                            () -> client + " at " + server + ": " + feature);
                }
            });
        }
    }

    static Stream<Arguments> waysOfClients() {
        return Stream.of(Sdk.values()).flatMap(sdk -> Stream.of(Way.values()).map(way -> Arguments.of(sdk, way)));
    }

    @ParameterizedTest
    @MethodSource("waysOfClients")
    void everythingIsTheSameThroughTheProduct(Sdk client, Way way) {
        JsonNode through = answers(client).path(way.name());

        assertEquals("", through.path("failed").asText());
        for (String server : SERVERS) {
            EXPECTED.forEach((feature, answer) -> assertEquals(
                    json(answer),
                    plain(essence(through.path(server), feature)),
                    () -> client + " by " + way + " at " + server + ": " + feature));
            assertSteps(client, through.path(server));
            assertTrue(through.path(server).path("missing").toString().contains("Resource not found"), server);
            Iterator<String> features = direct(client, server).fieldNames();
            while (features.hasNext()) {
                String feature = features.next();
                if (!feature.equals(IN_OTHER_WORDS) && !EXPECTED.containsKey(feature)) {
                    assertEquals(
                            plain(direct(client, server).path(feature)),
                            plain(through.path(server).path(feature)),
                            () -> client + " by " + way + " at " + server + ": " + feature);
                }
            }
        }
    }

    /** All of them in order; the TypeScript SDK drops those that it reads in one chunk with the answer. */
    private static void assertSteps(Sdk client, JsonNode results) {
        String got = plain(results.at("/count/progress")).toString();
        boolean mayDrop = client == Sdk.TS1 || client == Sdk.TS2;
        String begin = mayDrop ? got.replaceFirst("]$", "") : got;
        assertTrue(STEPS.startsWith(begin) && begin.length() > 2, () -> client + ": " + results.path("count"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TS2", "PY2"})
    void clientsOfTheNewestRevisionKeepIt(Sdk client) {
        for (Way way : List.of(Way.PROJECT, Way.STDIO_BRIDGE, Way.TWO_TIERS, Way.TWO_TIERS_STDIO_BRIDGE)) {
            assertEquals(
                    "2026-07-28",
                    answers(client).path(way.name()).path("revision").asText(),
                    way::toString);
        }
    }

    private static boolean cannotAsk(Sdk client, String server) {
        return server.equals(Sdk.TS2.web()) && (client == Sdk.TS1 || client == Sdk.PY1);
    }

    private static JsonNode direct(Sdk client, String server) {
        return answers(client).path(server).path(server);
    }

    private static synchronized JsonNode answers(Sdk client) {
        return ANSWERS.computeIfAbsent(client, missing -> {
            List<List<ObjectNode>> targets = new ArrayList<>(List.of(DIRECT));
            Stream.of(Way.values()).map(Way::target).map(List::of).forEach(targets::add);
            return missing.use(targets, Map.of("PYTHONDONTWRITEBYTECODE", "1"));
        });
    }

    /** What an expectation is about. */
    private static JsonNode essence(JsonNode results, String feature) {
        JsonNode result = results.path(feature);
        return switch (feature) {
            case "add" -> result.path("structuredContent");
            case "count" -> JSON.createArrayNode().add(result.path("text")).add(result.path("logs"));
            case "completion" -> result.at("/completion/values");
            default -> result;
        };
    }

    /** Without what only one era has, and what a client makes up from it. */
    private static JsonNode plain(JsonNode result) {
        if (result instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            list.forEach(one -> copy.add(plain(one)));
            return copy;
        }
        if (result instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.fields().forEachRemaining(member -> {
                if (!OF_ONE_ERA.contains(member.getKey())) {
                    copy.set(member.getKey(), plain(member.getValue()));
                }
            });
            return copy;
        }
        return result.isNumber() ? DoubleNode.valueOf(result.asDouble()) : result;
    }

    private static JsonNode json(String quoted) {
        try {
            return plain(JSON.readTree(quoted.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(quoted, e);
        }
    }
}
