package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What callers of the REST interface get wrong: the status and the words that help, over real HTTP. */
class BadRequestsTest {
    private static final Product PRODUCT = Product.fresh();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PASSWORD = "long-enough-password";

    private static RestClient owner = new RestClient(URI.create("http://127.0.0.1"), "");

    @BeforeAll
    static void start() {
        PRODUCT.up();
        owner = new RestClient(PRODUCT.daemon());
        made("/secrets", "{'name':'good','data':{'k':'v'}}");
        made(
                "/servers",
                "{'name':'srv','transport':'STDIO','command':['true'],'replicas':0,"
                        + "'env':[{'name':'A','valueFrom':{'secretRef':{'name':'good','key':'k'}}}]}");
        made("/servers", "{'name':'ext','externalUrl':'http://127.0.0.1:9/mcp'}");
        made("/projects", "{'name':'demo','servers':['srv']}");
        made("/promptrequests", "{'name':'taken','project':'demo','content':'from a model'}");
        made("/prompts", "{'name':'taken','project':'demo','content':'x'}");
        made("/prompts", "{'name':'taken','content':'x'}");
        Wait.until(
                "the instance of ext",
                LIMIT,
                () -> owner.get("/instances/ext-0").statusCode() == 200,
                () -> owner.get("/instances").body());
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static void made(String path, String json) {
        HttpResponse<String> answer = owner.send("POST", path, json);
        assertEquals(201, answer.statusCode(), answer.body());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(
            resources = "/bad-requests.csv",
            delimiter = '|',
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void isRefusedWithStatusAndWords(String method, String path, String json, int status, String words) {
        HttpResponse<String> answer = json == null && !method.equals("POST")
                ? owner.send(method, path, "")
                : owner.send(method, path, json == null ? "" : json);

        assertEquals(status, answer.statusCode(), answer.body());
        if (status >= 400) {
            JsonNode problem = RestClient.json(answer);
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals(status, problem.path("status").asInt());
            assertTrue(problem.path("error").asText().contains(words), () -> words + " is not in " + answer.body());
        }
    }

    @Test
    void aFailedValidationNamesEveryPath() {
        JsonNode details = RestClient.json(owner.send(
                        "POST", "/servers", "{'name':'x','transport':'PIGEON','replicas':-1,'command':['true']}"))
                .path("details");

        assertEquals(2, details.size(), details::toString);
        assertEquals("transport", details.path(0).path("path").asText());
        assertEquals("replicas", details.path(1).path("path").asText());
    }

    @Test
    void nothingOfABatchWithOneWrongEventIsStored() {
        String events = "[{'sessionId':'half','eventKind':'k'},{'eventKind':'k'}]";

        HttpResponse<String> refused = owner.send("POST", "/audit/events", events);

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("[1].sessionId"), refused::body);
        assertEquals(
                0,
                RestClient.json(owner.get("/audit/events?sessionId=half"))
                        .path("total")
                        .asInt(-1));
    }

    @Test
    void anApprovalThatMeetsAPromptOfTheNameKeepsTheRequestAndASecondApprovalFindsNone() {
        assertEquals(
                409, owner.send("POST", "/promptrequests/taken/approve", "{}").statusCode());
        assertEquals(200, owner.get("/promptrequests/taken").statusCode());
        made("/promptrequests", "{'name':'fresh','project':'demo','content':'y'}");

        assertEquals(
                200, owner.send("POST", "/promptrequests/fresh/approve", "{}").statusCode());
        assertEquals(
                404, owner.send("POST", "/promptrequests/fresh/approve", "{}").statusCode());
    }

    @Test
    void aDeadLinkIsAcceptedAndShownAsDead() {
        HttpResponse<String> made =
                owner.send("POST", "/prompts", "{'name':'dead','content':'x','linkTarget':'no/such:thing'}");

        assertEquals(201, made.statusCode(), made.body());
        assertEquals(
                "dead",
                RestClient.json(owner.get("/prompts/dead")).path("linkStatus").asText());
    }

    @Test
    void anotherContentTypeAndABodyThatIsTooLargeAreRefused() throws Exception {
        assertEquals(415, post("text/plain", "{}").statusCode());
        HttpResponse<String> large = post("application/json", " ".repeat(10 * 1024 * 1024 + 1));

        assertEquals(413, large.statusCode());
        assertTrue(large.body().contains("10 MiB"), large.body());
    }

    @Test
    void aWrongMethodIsToldWhatIsAllowed() {
        HttpResponse<String> answer = owner.send("PATCH", "/servers/srv", "{}");

        assertEquals(405, answer.statusCode());
        assertEquals(
                "DELETE, GET, HEAD, PUT", answer.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void anUnknownBearerIsNeitherForbiddenNorTold() {
        for (String path : new String[] {"/servers", "/servers/nobody", "/nothing"}) {
            assertEquals(401, owner.as("unknown").get(path).statusCode(), path);
        }
    }

    @Test
    void whatNeedsARightOfItsOwnIsForbiddenWithoutIt() {
        RestClient proposer = user(
                "proposer@example.org",
                "{'role':'create','resource':'promptrequests'},{'role':'view','resource':'secrets'},"
                        + "{'role':'view','resource':'instances'},{'role':'view','resource':'projects'}");

        HttpResponse<String> proposed =
                proposer.send("POST", "/promptrequests", "{'name':'idea','project':'demo','content':'z'}");
        assertEquals(201, proposed.statusCode(), proposed.body());
        forbidden(proposer.send("POST", "/prompts", "{'name':'idea','project':'demo','content':'z'}"));
        assertEquals(200, proposer.get("/secrets/good").statusCode());
        forbidden(proposer.get("/secrets/good?reveal=true"));
        assertEquals(200, proposer.get("/instances/ext-0").statusCode());
        forbidden(proposer.get("/instances/ext-0/logs"));
        forbidden(proposer.send("POST", "/audit-logs/purge", "{'olderThan':'2020-01-01T00:00:00Z'}"));
        forbidden(proposer.send("POST", "/audit/events/purge", "{'olderThan':'2020-01-01T00:00:00Z'}"));
    }

    private static void forbidden(HttpResponse<String> answer) {
        assertEquals(403, answer.statusCode(), answer.body());
    }

    private static RestClient user(String email, String bindings) {
        made("/users", "{'email':'" + email + "','password':'" + PASSWORD + "'}");
        made(
                "/rbac-definitions",
                "{'name':'of-the-test','subjects':[{'kind':'User','name':'" + email + "'}],'roleBindings':[" + bindings
                        + "]}");
        HttpResponse<String> login =
                owner.send("POST", "/auth/login", "{'email':'" + email + "','password':'" + PASSWORD + "'}");
        return owner.as(RestClient.json(login).path("token").asText());
    }

    private static HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(owner.api() + "/servers"))
                            .timeout(LIMIT)
                            .header("Authorization", "Bearer " + owner.bearer())
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
