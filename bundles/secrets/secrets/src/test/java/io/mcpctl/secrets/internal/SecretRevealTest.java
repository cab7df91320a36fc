package io.mcpctl.secrets.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.secrets.api.SecretReferrers.Use;
import io.mcpctl.secrets.plaintext.PlaintextDriver;
import io.mcpctl.store.api.Database.Product;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The routes of secrets, asked over HTTP by callers with different rules. */
@ParameterizedClass
@EnumSource(Product.class)
final class SecretRevealTest {
    private static final String CANARY = "canary-Zm9vYmFy";

    private final RestBench rest;

    SecretRevealTest(Product product) throws SQLException {
        Bench bench = new Bench(product);
        ResolverDesk desk = new ResolverDesk();
        Backends backends = new Backends(desk, new DefaultBackend(bench.place.database()));
        backends.addDriver(new PlaintextDriver(bench.cipher("")), Map.of("type", "plaintext"));
        Referrers referrers = new Referrers();
        referrers.addReferrers((secret, within) ->
                secret.equals("used") ? List.of(new Use("server", "shop", "env TOKEN", false)) : List.of());
        rest = new RestBench(product).kind(new SecretBackendKind(backends)).kind(new SecretKind(backends, referrers));
        rest.execute("delete from secrets");
        rest.routes(new SecretReveal(rest.store(), backends));
        rest.send("POST", "/secrets", "{'name':'db','data':{'k':'" + CANARY + "'}}");
        rest.send("POST", "/secrets", "{'name':'used','data':{'k':'" + CANARY + "'}}");
    }

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void whoMayOnlyViewSeesMasksAndIsRefusedTheValues() {
        rest.user("reader", "view:secrets");

        Answer read = rest.sendAs("reader", "GET", "/secrets/db", "");
        assertEquals(200, read.status());
        assertTrue(read.text().contains("\"k\":\"***\""), read::text);
        for (String path : List.of("/secrets/db?reveal=true", "/secrets/db/reveal")) {
            Answer refused = rest.sendAs("reader", "GET", path, "");
            assertEquals(403, refused.status(), path);
            assertFalse(refused.text().contains("canary"), refused::text);
        }
    }

    @Test
    void whoMayEditOneSecretSeesTheValuesOfThatOneAlone() {
        rest.user("editor", "edit:secrets:db", "view:secrets");

        for (String path : List.of("/secrets/db?reveal=true", "/secrets/db/reveal")) {
            Answer shown = rest.sendAs("editor", "GET", path, "");
            assertEquals(200, shown.status(), path);
            assertEquals(CANARY, shown.json().path("data").path("k").asText());
            assertEquals(List.of("no-store"), shown.headers().get("cache-control"));
        }
        assertEquals(
                403,
                rest.sendAs("editor", "GET", "/secrets/used?reveal=true", "").status());
    }

    @Test
    void listsAndWritesRevealNothingAndUnknownSecretsAreNotFound() {
        assertFalse(rest.send("GET", "/secrets?reveal=true", "").text().contains("canary"));
        assertFalse(rest.send("PUT", "/secrets/db?reveal=true", "{'data':{'b':'2'},'merge':true}")
                .text()
                .contains("canary"));
        assertEquals(404, rest.send("GET", "/secrets/none?reveal=true", "").status());
    }

    @Test
    void statusesAreThoseOfTheContract() {
        assertEquals(
                400,
                rest.send("POST", "/secrets", "{'name':'x','data':{'k':1}}").status());
        assertEquals(
                400,
                rest.send("POST", "/secrets", "{'name':'x','data':{'k':'***'}}").status());
        assertEquals(
                404,
                rest.send("POST", "/secrets", "{'name':'x','backend':'none','data':{}}")
                        .status());
        assertEquals(409, rest.send("DELETE", "/secrets/used", "").status());
        assertEquals(204, rest.send("DELETE", "/secrets/used?force=true", "").status());
        assertEquals(
                400,
                rest.send("POST", "/secretbackends", "{'name':'x','type':'odd'}")
                        .status());
        assertEquals(
                400,
                rest.send("PUT", "/secretbackends/default", "{'type':'odd'}").status());
        assertEquals(409, rest.send("DELETE", "/secretbackends/default", "").status());
        assertEquals(
                409,
                rest.send("PUT", "/secretbackends/default", "{'isDefault':false}")
                        .status());
    }

    @Test
    void anApplyThatIsTriedShowsMasksBeforeAndAfter() {
        Answer tried = rest.send(
                "POST", "/apply?dryRun=true", "{'kind':'secret','name':'db','data':{'k':'canary-new','j':'canary-j'}}");

        assertEquals("configured", tried.json().path("result").asText(), tried::text);
        assertFalse(tried.text().contains("canary"), tried::text);
        assertTrue(rest.send("GET", "/secrets/db/reveal", "").text().contains(CANARY), "nothing was kept");
    }
}
