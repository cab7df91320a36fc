package io.mcpctl.prompts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Proposing, approving and rejecting over HTTP, on both databases. */
@ParameterizedClass
@EnumSource(Product.class)
final class PromptRequestsTest {
    private final RestBench rest;

    PromptRequestsTest(Product product) {
        rest = Bench.of(product);
        rest.execute("delete from users where id = 'cproposer'");
        rest.execute("insert into users (id, email, created_at, updated_at)"
                + " values ('cproposer', 'proposer@test', current_timestamp, current_timestamp)");
        rest.user("proposer", "create:promptrequests");
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void whoMayProposeMayNotPublish() {
        Answer proposed = propose("{'name':'q','content':'Do this.','project':'demo','createdBySession':'s1'}");

        assertEquals(201, proposed.status());
        assertEquals("cproposer", proposed.json().path("createdByUserId").asText());
        assertEquals("s1", proposed.json().path("createdBySession").asText());
        assertEquals(
                403,
                rest.sendAs("proposer", "POST", "/prompts", "{'name':'p','content':'x'}")
                        .status());
        assertEquals(
                403,
                rest.sendAs("proposer", "POST", "/promptrequests/q/approve", "").status());
    }

    @Test
    void approvingNeedsBothRights() {
        propose("{'name':'q','content':'x'}");
        rest.user("one", "delete:promptrequests");
        rest.user("two", "create:prompts");
        rest.user("both", "delete:promptrequests:q", "create:prompts");

        assertEquals(
                403, rest.sendAs("one", "POST", "/promptrequests/q/approve", "").status());
        assertEquals(
                403, rest.sendAs("two", "POST", "/promptrequests/q/approve", "").status());
        assertEquals(
                200,
                rest.sendAs("both", "POST", "/promptrequests/q/approve", "").status());
    }

    @Test
    void anApprovedProposalIsAPromptAndGone() {
        propose("{'name':'q','content':'Do this. Now.','project':'demo','priority':3}");

        Answer approved = rest.send("POST", "/promptrequests/q/approve", "{'priority':8}");

        assertEquals(200, approved.status());
        assertEquals("prompt", approved.json().path("kind").asText());
        JsonNode prompt = rest.send("GET", "/prompts/q?project=demo", "").json();
        assertEquals(8, prompt.path("priority").asInt());
        assertEquals("Do this.", prompt.path("summary").asText());
        assertEquals(404, rest.send("GET", "/promptrequests/q", "").status());
        assertEquals(404, rest.send("POST", "/promptrequests/q/approve", "").status());
    }

    @Test
    void withoutABodyThePriorityIsTheProposedOne() {
        propose("{'name':'q','content':'x','priority':3}");

        assertEquals(
                3,
                rest.send("POST", "/promptrequests/q/approve", "")
                        .json()
                        .path("priority")
                        .asInt());
    }

    @Test
    void aWrongPriorityOrMemberIsInvalidAndTheProposalStays() {
        propose("{'name':'q','content':'x'}");

        assertEquals(
                400,
                rest.send("POST", "/promptrequests/q/approve", "{'priority':11}")
                        .status());
        assertEquals(
                400,
                rest.send("POST", "/promptrequests/q/approve", "{'prio':1}").status());
        assertEquals(200, rest.send("GET", "/promptrequests/q", "").status());
    }

    @Test
    void aPromptOfThatNameKeepsTheProposalFromApproval() {
        propose("{'name':'q','content':'new','project':'demo'}");
        rest.send("POST", "/prompts", "{'name':'q','content':'old','project':'demo'}");

        Answer refused = rest.send("POST", "/promptrequests/q/approve", "");

        assertEquals(409, refused.status());
        assertTrue(refused.detail().contains("prompt 'q' exists already in project 'demo'"), refused.detail());
        assertEquals(200, rest.send("GET", "/promptrequests/q", "").status());
        assertEquals(
                "old", rest.send("GET", "/prompts/q", "").json().path("content").asText());
        // In another scope the name is free.
        propose("{'name':'q','content':'global'}");
        assertEquals(
                200,
                rest.send("POST", "/promptrequests/q/approve?scope=global", "").status());
    }

    @Test
    void whatExistsIsNotProposedAgain() {
        rest.send("POST", "/prompts", "{'name':'p','content':'x','project':'demo'}");
        propose("{'name':'q','content':'x','project':'demo'}");

        for (String name : List.of("p", "q")) {
            Answer again = propose("{'name':'" + name + "','content':'y','project':'demo'}");

            assertEquals(409, again.status());
            assertTrue(
                    again.detail().contains("'" + name + "'") && again.detail().contains("exists"), again.detail());
        }
        assertEquals(201, propose("{'name':'p','content':'y'}").status());
    }

    @Test
    void ofTwoApprovalsAtOneTimeOneFindsNothing() throws Exception {
        propose("{'name':'q','content':'x'}");
        Callable<Integer> approve =
                () -> rest.send("POST", "/promptrequests/q/approve", "").status();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads.invokeAll(List.of(approve, approve)).stream()
                    .map(PromptRequestsTest::get)
                    .sorted()
                    .toList();

            assertEquals(List.of(200, 404), statuses);
        }
    }

    private static int get(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRejectedProposalIsGone() {
        propose("{'name':'q','content':'x'}");
        propose("{'name':'r','content':'x'}");

        assertEquals(
                403,
                rest.sendAs("proposer", "POST", "/promptrequests/q/reject", "").status());
        assertEquals(204, rest.send("POST", "/promptrequests/q/reject", "").status());
        assertEquals(204, rest.send("DELETE", "/promptrequests/r", "").status());
        assertEquals("[]", rest.send("GET", "/promptrequests", "").text());
        assertEquals(404, rest.send("POST", "/promptrequests/q/reject", "").status());
    }

    @Test
    void proposalsNeverChange() {
        propose("{'name':'q','content':'x'}");

        assertEquals(
                405, rest.send("PUT", "/promptrequests/q", "{'content':'y'}").status());
        assertEquals(
                "skipped",
                rest.send("POST", "/apply", "{'kind':'promptrequest','name':'q','content':'y'}")
                        .json()
                        .path("result")
                        .asText());
    }

    @Test
    void wrongProposalsAreRefused() {
        for (String json : List.of(
                "{'name':'q'}",
                "{'name':'q','content':''}",
                "{'name':'q','content':'  '}",
                "{'name':'q','content':'x','priority':0}",
                "{'name':'Not A Name','content':'x'}",
                "{'name':'q','content':'" + "x".repeat(50_001) + "'}")) {
            assertEquals(400, propose(json).status(), json);
        }
        assertEquals(
                404, propose("{'name':'q','content':'x','project':'nothing'}").status());
    }

    @Test
    void aDeletedUserLeavesTheProposal() {
        propose("{'name':'q','content':'x'}");

        rest.execute("delete from users where id = 'cproposer'");

        JsonNode left = rest.send("GET", "/promptrequests/q", "").json();
        assertEquals("x", left.path("content").asText());
        assertFalse(left.has("createdByUserId"), left.toString());
    }

    private Answer propose(String json) {
        return rest.sendAs("proposer", "POST", "/promptrequests", json);
    }
}
