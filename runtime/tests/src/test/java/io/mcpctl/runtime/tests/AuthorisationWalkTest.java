package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.testing.AuthorisationWalk;
import io.mcpctl.testing.AuthorisationWalk.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of the product, as every sort of caller: nobody gets what they must not. */
class AuthorisationWalkTest {
    private static final Product PRODUCT = Product.fresh();

    private static RestClient owner;
    private static JsonNode openApi;
    private static AuthorisationWalk walk;

    @BeforeAll
    static void start() {
        PRODUCT.up();
        owner = new RestClient(PRODUCT.daemon());
        openApi = RestClient.json(owner.get("/openapi.json"));
        walk = new AuthorisationWalk(owner.api(), openApi, Set.of("/auth/me", "/mcptokens/introspect"));
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static JsonNode post(String path, String json) {
        var answer = owner.send("POST", path, json);
        assertTrue(answer.statusCode() < 300, path + " was answered " + answer.statusCode() + " " + answer.body());
        return RestClient.json(answer);
    }

    @Test
    void withoutABearerNothingButTheOpenRoutesAnswers() {
        assertTrue(walk.size() > 40, walk.size() + " operations");
        assertEquals(List.of(), walk.walk(Caller.ANONYMOUS, ""));
        assertEquals(List.of(), walk.walk(Caller.INVALID, "nobody-knows-this"));
    }

    @Test
    void aUserWithoutRulesIsForbiddenEverywhere() {
        post("/users", "{'email':'walk@example.org','password':'walk-walk-walk'}");
        String session = post("/auth/login", "{'email':'walk@example.org','password':'walk-walk-walk'}")
                .path("token")
                .asText();

        assertEquals(List.of(), walk.walk(Caller.POWERLESS, session));
    }

    @Test
    void anExpiredTokenIsUnauthenticatedEverywhere() {
        post("/projects", "{'name':'walk-past'}");
        String token = post(
                        "/mcptokens",
                        "{'name':'walk','project':'walk-past','expiresAt':'"
                                + Instant.now().plusSeconds(2) + "'}")
                .path("token")
                .asText();
        RestClient past = owner.as(token);
        Wait.until(
                "the token is expired",
                Duration.ofSeconds(40),
                () -> past.get("/auth/me").body().contains("is expired"),
                () -> past.get("/auth/me").body());

        assertEquals(List.of(), walk.walk(Caller.INVALID, token));
    }

    @Test
    void aUserWithRulesForOneNameReachesNoOtherAndSeesNoOther() {
        NamedCaller named = NamedCaller.of(owner, openApi);

        assertEquals(List.of(), named.wrongLists());
        assertEquals(List.of(), named.wrongReads());
        // The walk ends the session.
        assertEquals(List.of(), walk.walk(Caller.NAMED, named.bearer()));
    }

    @Test
    void aTokenReachesNothingOfOtherProjects() {
        post("/projects", "{'name':'walk-home'}");
        String token = post("/mcptokens", "{'name':'walk','project':'walk-home'}")
                .path("token")
                .asText();

        assertEquals(List.of(), walk.walk(Caller.FOREIGN_TOKEN, token));
    }

    @Test
    void theOwnerIsNeverRefusedAndNothingFails() {
        assertEquals(List.of(), walk.walk(Caller.UNRESTRICTED, owner.bearer()));
    }
}
