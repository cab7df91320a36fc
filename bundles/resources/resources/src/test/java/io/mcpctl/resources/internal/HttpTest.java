package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.store.api.Database.Product;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route. */
final class HttpTest {
    private final HttpBench http;

    HttpTest() throws SQLException {
        http = new HttpBench(Product.H2);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private static JsonNode problem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        JsonNode problem = HttpBench.json(answer);
        assertEquals(status, problem.path("status").asInt());
        assertEquals(problem.path("detail"), problem.path("error"));
        return problem;
    }

    private HttpResponse<String> post(String type, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = http.request("owner", "/servers").POST(body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'a':1,}", "{'a':1} x", "[1,2", "nul", "{'a':1,'a':2}", "\u0000", "{'a':'\u0001'}"})
    void malformedJsonSaysWhere(String body) {
        JsonNode problem = problem(400, http.send("owner", "POST", "/servers", body));

        assertTrue(problem.path("error").asText().startsWith("Invalid JSON body"), problem.toString());
    }

    @Test
    void bodiesThatAreNoTextOrNoObjectAreRefused() {
        problem(400, post("application/json", HttpRequest.BodyPublishers.ofByteArray(new byte[] {
            '{', '"', (byte) 0xff, (byte) 0xfe, '"'
        })));
        problem(400, post("application/json", HttpRequest.BodyPublishers.ofString("[]")));
        problem(400, post("application/json", HttpRequest.BodyPublishers.ofString("[".repeat(100_000))));
        problem(400, post("application/json", HttpRequest.BodyPublishers.noBody()));
        problem(400, post("", HttpRequest.BodyPublishers.noBody()));
        assertEquals(
                "a JSON body is required",
                problem(400, post("", HttpRequest.BodyPublishers.noBody()))
                        .path("detail")
                        .asText());
    }

    @Test
    void anotherContentTypeIsRefusedAndParametersOfTheRightOneAreNot() {
        for (String type :
                List.of("text/plain", "application/jsonx", "application/x-www-form-urlencoded", "text/json")) {
            problem(415, post(type, HttpRequest.BodyPublishers.ofString("{}")));
        }
        assertEquals(
                201,
                post(
                                "Application/JSON; charset=UTF-8",
                                HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"transport\":\"STDIO\"}"))
                        .statusCode());
    }

    @Test
    void aBodyAboveTenMebibytesIsTooLarge() {
        byte[] large = new byte[10 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');

        problem(413, post("application/json", HttpRequest.BodyPublishers.ofByteArray(large)));
    }

    @Test
    void validationNamesEveryPath() {
        JsonNode problem = problem(
                400, http.send("owner", "POST", "/servers", "{'name':'A b','transport':'PIGEON','replicas':-1}"));

        assertEquals(2, problem.path("details").size(), problem.toString());
        assertTrue(problem.path("details").get(0).has("path")
                && problem.path("details").get(0).has("message"));
    }

    @Test
    void anUnknownPathIsNotFoundAndAWrongMethodNamesTheRightOnes() {
        problem(404, http.get("owner", "/nothing"));
        problem(404, http.get("owner", "/servers/a/b/c/d"));
        HttpResponse<String> wrong = http.send("owner", "PATCH", "/servers", "{}");
        problem(405, wrong);
        assertEquals("GET, HEAD, POST", wrong.headers().firstValue("Allow").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/servers", "/nothing", "/servers/unknown", "/apply"})
    void withoutAValidBearerEveryPathIsUnauthenticated(String path) {
        HttpResponse<String> answer = http.get("nobody", path);

        problem(401, answer);
        assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
        problem(401, http.send(HttpRequest.newBuilder(http.uri(path))));
    }

    @Test
    void duplicatesUnknownNamesAndStaleVersionsSayWhat() {
        http.send("owner", "POST", "/servers", "{'name':'a','transport':'STDIO'}");

        assertEquals(
                "server 'a' already exists",
                problem(409, http.send("owner", "POST", "/servers", "{'name':'a','transport':'STDIO'}"))
                        .path("error")
                        .asText());
        assertTrue(problem(404, http.get("owner", "/servers/gone"))
                .path("error")
                .asText()
                .startsWith("server 'gone' not found"));
        String stale = problem(409, http.send("owner", "PUT", "/servers/a", "{'version':7}"))
                .path("error")
                .asText();
        assertTrue(stale.contains("at version 1") && stale.contains("version 7"), stale);
        assertTrue(problem(400, http.send("owner", "POST", "/servers", "{'name':'Upper','transport':'STDIO'}"))
                .toString()
                .contains("[a-z0-9]"));
    }

    @Test
    void longPathsAndWrongEscapesAreRefused() {
        problem(400, http.get("owner", "/servers/" + "a".repeat(9000)));
        assertThrows(ProblemException.class, () -> QueryString.parse("view=%zz"));
        assertThrows(ProblemException.class, () -> QueryString.segment("%"));
        problem(400, http.get("owner", "/servers?" + "a&".repeat(200)));
    }

    @Test
    void requestIdsAreKeptWhenHarmlessAndMadeOtherwise() {
        HttpResponse<String> kept = http.send(http.request("owner", "/servers").header("X-Request-Id", "abc-1"));
        HttpResponse<String> made = http.send(http.request("owner", "/servers").header("X-Request-Id", "a b\tc"));

        assertEquals("abc-1", kept.headers().firstValue("X-Request-Id").orElse(""));
        assertEquals(36, made.headers().firstValue("X-Request-Id").orElse("").length());
        assertEquals("no-store", kept.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void controlCharactersAreRefusedInEveryText() {
        for (String text : List.of("\\u0000", "\\u001b[31m", "\\u0007", "\\u007f")) {
            JsonNode problem = problem(
                    400,
                    http.send(
                            "owner",
                            "POST",
                            "/servers",
                            "{'name':'a','transport':'STDIO','description':'x" + text + "'}"));
            assertTrue(problem.toString().contains("control characters"), problem.toString());
        }
        assertEquals(
                201,
                http.send("owner", "POST", "/servers", "{'name':'a','transport':'STDIO','description':'x\\n\\ty ü ☃'}")
                        .statusCode());
    }

    @Test
    void tooManyRequestsAreToldWhenToComeAgain() throws SQLException {
        try (HttpBench narrow = new HttpBench(Product.H2, new ChangeFeed(), new RateLimits(5, 2))) {
            List<Integer> anonymous = statuses(narrow, "nobody", 6);
            List<Integer> owner = statuses(narrow, "owner", 12);
            HttpResponse<String> refused = narrow.get("nobody", "/servers");

            assertTrue(anonymous.contains(401) && anonymous.contains(429), anonymous.toString());
            assertTrue(owner.contains(200) && owner.contains(429), owner.toString());
            problem(429, refused);
            assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        }
    }

    private static List<Integer> statuses(HttpBench bench, String bearer, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bench.get(bearer, "/servers").statusCode())
                .toList();
    }

    @Test
    void aBucketFillsWithTimeAndManyCallersAreForgottenNotCounted() {
        long[] now = {0};
        Buckets buckets = new Buckets(2, () -> now[0]);

        List<Boolean> full = Stream.generate(() -> buckets.take("a")).limit(3).toList();
        now[0] += 500_000_000;
        List<Boolean> later = Stream.generate(() -> buckets.take("a")).limit(2).toList();

        assertEquals(List.of(true, true, false), full);
        assertEquals(List.of(true, false), later);
        for (int i = 0; i < 20_000; i++) {
            assertTrue(buckets.take("other-" + i));
        }
        assertTrue(buckets.take("a"), "forgotten, so it begins anew");
    }
}
