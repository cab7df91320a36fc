package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.store.api.Database.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is sent, the answer is a refusal or a success, comes soon, and the tables are still there. */
@ParameterizedClass
@EnumSource(Product.class)
final class FuzzTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "'",
            "\"",
            "' or '1'='1",
            "x'; drop table mcp_servers; --",
            "\\",
            "%",
            "_",
            "%%",
            "../..",
            "..",
            "%2e%2e%2f",
            "%00",
            "\u0000",
            "a\u0000b",
            "\n",
            "\r\nX-Evil: 1",
            "\u001b[31m",
            "\ud800",
            "\ufeff",
            "𝄞",
            "ü",
            "İ",
            "cabcdefghijklmnopqrstuvwx",
            "a/b",
            "/",
            "//",
            "a/b/c/d",
            "?",
            "#",
            "a&limit=1",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "<script>",
            "null",
            "true",
            "-1",
            "1e400",
            "9".repeat(400),
            "a".repeat(5000),
            "*",
            "(",
            "[",
            "(a+)+$");

    private final HttpBench http;

    FuzzTest(Product product) throws SQLException {
        http = new HttpBench(product);
    }

    @AfterEach
    void close() {
        assertEquals(200, http.get("owner", "/servers?limit=5").statusCode());
        http.close();
    }

    private static void harmless(HttpResponse<String> answer, String what) {
        assertTrue(
                answer.statusCode() < 500, () -> what + " was answered " + answer.statusCode() + " " + answer.body());
        assertTrue(answer.headers().firstValue("X-Evil").isEmpty(), what);
        assertTrue(!answer.body().contains("SQL") && !answer.body().contains("Exception"), answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void anyTextInAnyPlaceOfAUrlIsHarmless() {
        assertTimeout(Duration.ofSeconds(120), () -> {
            for (String text : TEXTS) {
                String word = encoded(text);
                for (String path : List.of(
                        "/servers/" + word,
                        "/" + word,
                        "/serverattachments/" + word + "/" + word,
                        "/servers?limit=" + word,
                        "/servers?continue=" + word,
                        "/servers?transport=" + word,
                        "/servers?view=" + word,
                        "/servers?" + word + "=" + word,
                        "/serverattachments?project=" + word + "&server=" + word)) {
                    if (path.length() < 8000) {
                        harmless(http.get("owner", path), path);
                    }
                }
                harmless(http.send("owner", "DELETE", "/projects/" + word, ""), "delete " + word);
            }
        });
    }

    @Test
    void anyTextInAnyMemberIsHarmlessAndComesBackUnchanged() {
        for (String text : TEXTS) {
            ObjectNode document = Workbench.json("{'kind':'server','name':'a','transport':'STDIO'}");
            document.put("description", text);
            document.putArray("command").add(text);
            document.putArray("env").addObject().put("name", "A").put("value", text);
            HttpResponse<String> answer = http.send(http.request("owner", "/apply")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(document.toString())));

            harmless(answer, text);
            if (answer.statusCode() == 200 && Texts.isWhole(text)) {
                JsonNode read = HttpBench.json(http.get("owner", "/servers/a"));
                assertEquals(text, read.path("description").asText());
                assertEquals(text, read.path("command").path(0).asText());
            }
        }
    }

    @RepeatedTest(5)
    void documentsOfAnyShapeAreHarmless() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put(
                    "kind",
                    random.nextInt(4) == 0
                            ? text(random)
                            : List.of("server", "project", "serverattachment").get(random.nextInt(3)));
            for (String member : List.of(
                    "name",
                    "transport",
                    "command",
                    "env",
                    "replicas",
                    "healthCheck",
                    "resources",
                    "sharing",
                    "servers",
                    "serverOverrides",
                    "members",
                    "project",
                    "server",
                    "startTimeoutSeconds",
                    "gated")) {
                if (random.nextInt(3) == 0) {
                    document.set(member, node(random, 0));
                }
            }
            String what = "seed " + seed + ": " + document;
            harmless(send("POST", "/apply", document), what);
            harmless(send("POST", "/apply?dryRun=true", document), what);
            harmless(send("PUT", "/servers/a", document), what);
            harmless(send("POST", "/projects", document), what);
        }
    }

    private HttpResponse<String> send(String method, String path, JsonNode body) {
        return http.send(http.request("owner", path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static String text(Random random) {
        return random.nextBoolean() ? "a" + random.nextInt(5) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static JsonNode node(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 ->
                nodes.numberNode(new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(800) - 400));
            case 4 -> nodes.numberNode(random.nextLong());
            case 5, 6 -> nodes.textNode(text(random));
            case 7 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(node(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(
                            List.of("name", "value", "tool", "arguments", "mode", "memory", text(random))
                                    .get(random.nextInt(7)),
                            node(random, depth + 1));
                }
                yield object;
            }
        };
    }
}
