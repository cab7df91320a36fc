package io.mcpctl.projects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what below a project. */
final class ProjectPermissionsTest {
    private final RestBench rest = Bench.of(Product.H2);

    @BeforeEach
    void define() {
        rest.send("POST", "/projects", "{'name':'demo','servers':['time']}");
        rest.user("shower", "expose:projects:demo", "view:servers:files");
        rest.user("viewer", "view:projects:demo", "view:servers:time");
        rest.user("editor", "edit:projects", "view:projects", "create:projects", "view:servers:files");
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void attachingNeedsExposeOnTheProjectAndViewOnTheServer() {
        assertEquals(403, attach("viewer", "time").status());
        Answer unseen = attach("shower", "memory");
        assertEquals(403, unseen.status());
        assertTrue(unseen.detail().contains("view on servers/memory"), unseen.detail());
        assertEquals(201, attach("shower", "files").status());
    }

    @Test
    void whoMayNotSeeAServerLearnsNothingOfItsExistence() {
        assertEquals(
                attach("shower", "memory").detail().replace("memory", "x"),
                attach("shower", "nobody").detail().replace("nobody", "x"));
    }

    @Test
    void attachmentsAsResourcesNeedTheSame() {
        String files = "{'project':'demo','server':'files','tools':{'include':['read_*']}}";
        assertEquals(
                403, rest.sendAs("viewer", "POST", "/serverattachments", files).status());
        assertEquals(
                403,
                rest.sendAs("shower", "POST", "/serverattachments", files.replace("files", "memory"))
                        .status());
        assertEquals(
                201, rest.sendAs("shower", "POST", "/serverattachments", files).status());
        assertEquals(
                200,
                rest.sendAs("shower", "PUT", "/serverattachments/demo/files", "{'tools':null}")
                        .status());
        assertEquals(
                403,
                rest.sendAs("viewer", "DELETE", "/serverattachments/demo/files", "")
                        .status());
    }

    @Test
    void serversOfAProjectDocumentNeedViewWhenTheyAreNew() {
        assertEquals(
                403,
                rest.sendAs("editor", "PUT", "/projects/demo", "{'servers':['time','memory']}")
                        .status());
        assertEquals(
                200,
                rest.sendAs("editor", "PUT", "/projects/demo", "{'servers':['time','files']}")
                        .status());
        assertEquals(
                403,
                rest.sendAs("editor", "POST", "/projects", "{'name':'x','servers':['memory']}")
                        .status());
    }

    @Test
    void theListOfServersShowsWhatTheCallerMaySee() {
        rest.send("POST", "/projects/demo/servers", "{'server':'files'}");

        String seen = rest.sendAs("viewer", "GET", "/projects/demo/servers", "").text();

        assertTrue(seen.contains("\"time\"") && !seen.contains("\"files\""), seen);
        rest.user("blind", "view:projects:demo");
        assertEquals(
                403, rest.sendAs("blind", "GET", "/projects/demo/servers", "").status());
    }

    @Test
    void theConfigurationOfClientsNeedsExpose() {
        assertEquals(
                403,
                rest.sendAs("viewer", "GET", "/projects/demo/mcp-config", "").status());
        assertEquals(
                200,
                rest.sendAs("shower", "GET", "/projects/demo/mcp-config", "").status());
        assertEquals(
                200,
                rest.sendAs("viewer", "GET", "/projects/demo/instructions", "").status());
    }

    @Test
    void theCreatorOwnsTheProject() {
        rest.execute("delete from users where id = 'ceditor'");
        rest.execute("insert into users (id, email, created_at, updated_at)"
                + " values ('ceditor', 'editor@test', current_timestamp, current_timestamp)");

        Answer created = rest.sendAs("editor", "POST", "/projects", "{'name':'mine'}");

        assertEquals("ceditor", created.json().path("ownerId").asText());
    }

    private Answer attach(String caller, String server) {
        return rest.sendAs(caller, "POST", "/projects/demo/servers", "{'server':'" + server + "'}");
    }
}
