package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.AuthorisationWalk;
import io.mcpctl.testing.AuthorisationWalk.Caller;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation that is described, as every sort of caller; and callers with rules for single names. */
final class AuthorisationTest {
    private final HttpBench http;
    private final AuthorisationWalk walk;

    AuthorisationTest() throws SQLException {
        http = new HttpBench(Product.H2);
        http.access.user("nothing");
        http.access.user(
                "named",
                new TestAccess.Rule(Action.view, "servers", Set.of("mine")),
                new TestAccess.Rule(Action.edit, "servers", Set.of("mine")),
                new TestAccess.Rule(Action.delete, "servers", Set.of("mine")),
                new TestAccess.Rule(Action.create, "servers", Set.of("mine")));
        http.access.token("token", new Principal.Token("t", "elsewhere", "celsewhere", "0".repeat(64)));
        walk = new AuthorisationWalk(
                http.uri(""), HttpBench.json(http.get("owner", "/openapi.json")), Set.of("/auth/me"));
    }

    @BeforeEach
    void someServers() {
        http.bench.create("server", "{'name':'mine','transport':'STDIO'}");
        http.bench.create("server", "{'name':'other','transport':'STDIO'}");
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void everyOperationRefusesEverySortOfCallerAsItMust() {
        Map<Caller, String> bearers = Map.of(
                Caller.ANONYMOUS, "",
                Caller.INVALID, "nobody",
                Caller.POWERLESS, "nothing",
                Caller.FOREIGN_TOKEN, "token",
                Caller.UNRESTRICTED, "owner");

        bearers.forEach((caller, bearer) -> assertEquals(List.of(), walk.walk(caller, bearer)));
        assertTrue(walk.size() > 15);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /servers/mine, 200",
        "GET, /servers/other, 403",
        "GET, /servers/unknown, 403",
        "GET, /servers?limit=1, 200",
        "GET, /projects, 403",
        "PUT, /servers/mine, 200",
        "PUT, /servers/other, 403",
        "DELETE, /servers/other, 403",
        "DELETE, /servers/mine, 204",
        "POST, /servers, 403"
    })
    void aRuleForOneNameReachesThatNameOnly(String method, String path, int status) {
        String body = method.equals("POST") ? "{'name':'new','transport':'STDIO'}" : "{'description':'x'}";

        assertEquals(status, http.send("named", method, path, body).statusCode());
    }

    @Test
    void whatMayNotBeDoneIsRefusedBeforeTheBodyIsLookedAt() {
        assertEquals(403, http.send("nothing", "POST", "/servers", "no json").statusCode());
        assertEquals(403, http.send("named", "PUT", "/servers/other", "no json").statusCode());
        assertEquals(
                403,
                http.send("nothing", "POST", "/apply", "{'kind':'server','name':'x','transport':'PIGEON'}")
                        .statusCode());
        assertEquals(400, http.send("owner", "POST", "/servers", "no json").statusCode());
    }

    @Test
    void anIdIsNoWayAroundARuleForAName() {
        String id =
                HttpBench.json(http.get("owner", "/servers/other")).path("id").asText();

        assertEquals(403, http.get("named", "/servers/" + id).statusCode());
        assertEquals(403, http.send("named", "DELETE", "/servers/" + id, "").statusCode());
    }
}
