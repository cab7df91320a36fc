package io.mcpctl.observe.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void someTraffic() {
        bench.instance("files-0", "files", Status.RUNNING, Optional.of(Health.healthy))
                .instance("files-1", "files", Status.ERROR, Optional.empty());
        bench.http.served(Bench.served("GET", "/servers/{name}", 200, Duration.ofMillis(3)));
        bench.http.served(Bench.served("GET", "/servers/{name}", 200, Duration.ofMillis(30)));
        bench.http.served(Bench.served("GET", "/servers/{name}", 404, Duration.ofMillis(300)));
        bench.tools.called("files", true, Duration.ofMillis(20));
        bench.tools.called("files", false, Duration.ofMillis(40));
        bench.tools.called("", false, Duration.ofMillis(1));
        bench.tools.answered("files-0", true, Duration.ofMillis(20));
        bench.tools.answered("files-0", false, Duration.ofMillis(40));
        bench.sessions.addSource(() -> 2);
        bench.sessions.addSource(() -> 3);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String text(String query, String accept) {
        Reply.Text reply =
                assertInstanceOf(Reply.Text.class, bench.get(Bench.OWNER, "/metrics", Map.of(), query, accept));
        assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.contentType());
        return reply.text();
    }

    @Test
    void thePrometheusTextHoldsEveryMetric() {
        PrometheusReader read = new PrometheusReader(text("format=prometheus", ""));

        assertEquals("counter", read.types.get("mcpctl_http_requests_total"));
        assertEquals("histogram", read.types.get("mcpctl_http_request_seconds"));
        assertEquals("gauge", read.types.get("mcpctl_instance_up"));
        assertEquals(2, read.value("mcpctl_http_requests_total{method=GET, route=/servers/{name}, status=200}"));
        assertEquals(1, read.value("mcpctl_http_requests_total{method=GET, route=/servers/{name}, status=404}"));
        assertEquals(1, read.value("mcpctl_http_request_seconds_bucket{le=0.005, method=GET, route=/servers/{name}}"));
        assertEquals(2, read.value("mcpctl_http_request_seconds_bucket{le=0.25, method=GET, route=/servers/{name}}"));
        assertEquals(3, read.value("mcpctl_http_request_seconds_bucket{le=+Inf, method=GET, route=/servers/{name}}"));
        assertEquals(3, read.value("mcpctl_http_request_seconds_count{method=GET, route=/servers/{name}}"));
        assertEquals(0.333, read.value("mcpctl_http_request_seconds_sum{method=GET, route=/servers/{name}}"), 1e-9);
        assertEquals(1, read.value("mcpctl_tool_calls_total{outcome=ok, server=files}"));
        assertEquals(1, read.value("mcpctl_tool_calls_total{outcome=error, server=files}"));
        assertEquals(1, read.value("mcpctl_tool_calls_total{outcome=error, server=none}"));
        assertEquals(2, read.value("mcpctl_tool_call_seconds_count{server=files}"));
        assertEquals(1, read.value("mcpctl_instance_up{daemon=here:3100, instance=files-0, server=files}"));
        assertEquals(0, read.value("mcpctl_instance_up{daemon=here:3100, instance=files-1, server=files}"));
        assertEquals(1, read.value("mcpctl_instance_healthy{instance=files-0, server=files}"));
        assertEquals(1_000, read.value("mcpctl_instance_memory_bytes{instance=files-0, server=files}"));
        assertEquals(1.5, read.value("mcpctl_instance_cpu_seconds_total{instance=files-0, server=files}"));
        assertEquals(1, read.value("mcpctl_instance_requests_total{instance=files-0, outcome=error, server=files}"));
        assertEquals(2, read.value("mcpctl_instance_request_seconds_count{instance=files-0, server=files}"));
        assertEquals(5, read.value("mcpctl_sessions"));
        assertEquals(7, read.value("mcpctl_audit_dropped_total"));
        assertTrue(read.value("jvm_memory_used_bytes{area=heap}") > 0);
        assertTrue(read.value("jvm_threads_current") > 0);
    }

    @Test
    void pathsOfRequestsAreNoLabels() {
        assertFalse(text("format=prometheus", "").contains("secret-name"));
    }

    @Test
    void labelsAreEscaped() {
        Family odd = Family.of("odd", "gauge", "line\nfeed").add(1, new Family.Label("a", "q\"b\\s\nn"));

        String text = PrometheusText.of(List.of(odd));

        assertEquals("# HELP odd line\\nfeed\n# TYPE odd gauge\nodd{a=\"q\\\"b\\\\s\\nn\"} 1\n", text);
        assertEquals(1, new PrometheusReader(text).samples.size());
    }

    @ParameterizedTest
    @CsvSource({"'', text/plain, true", "'', application/json, false", "format=json, text/plain, false"})
    void theFormatFollowsFromParameterAndHeader(String query, String accept, boolean text) {
        assertEquals(text, bench.get(Bench.OWNER, "/metrics", Map.of(), query, accept) instanceof Reply.Text);
        assertEquals(Permission.AUTHENTICATED, bench.route("/metrics").permission());
    }

    @Test
    void anUnknownFormatIsRefused() {
        ProblemException refused = assertThrows(
                ProblemException.class, () -> bench.get(Bench.OWNER, "/metrics", Map.of(), "format=xml", ""));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertEquals("format: must be json or prometheus", refused.problem().detail());
    }

    @Test
    void theJsonFormTellsOfInstances() {
        Reply.Json reply = assertInstanceOf(Reply.Json.class, bench.get(Bench.OWNER, "/metrics", Map.of(), "", "*/*"));
        Metrics.View view = (Metrics.View) reply.value();

        Metrics.InstanceView first = view.instances().getFirst();
        assertEquals("c-files-0", first.instanceId());
        assertEquals(Optional.of(2L), first.requestCount());
        assertEquals(Optional.of(1L), first.errorCount());
        assertEquals(Optional.of("here:3100"), first.daemon());
        assertEquals(Optional.of(0L), view.instances().getLast().requestCount());
        assertEquals(Optional.of(60L), first.uptime());
        assertEquals(30, first.meanLatencyMs().orElseThrow(), 0.001);
        assertTrue(first.lastRequestAt().isPresent());
        assertEquals(Map.of("200", 2L, "404", 1L), view.http().getFirst().statuses());
        assertEquals(5, view.sessions());
    }

    @Test
    void callersCannotMakeSeriesWithoutEnd() {
        for (int i = 0; i < 3_000; i++) {
            bench.tools.called("server-" + i, true, Duration.ofMillis(1));
            bench.http.served(Bench.served("METHOD" + i, "/r" + i, 200, Duration.ofMillis(1)));
        }

        assertTrue(bench.tools.servers().size() <= 1_001);
        assertTrue(bench.http.routes().size() <= 1_001);
        assertTrue(bench.http.routes().stream()
                .allMatch(
                        r -> r.key().method().equals("GET") || r.key().method().equals("other")));
    }

    @Test
    void callsOfADeletedServerAreForgotten() {
        Resource<Record> server =
                new Resource<>("c1", "files", 1, Instant.EPOCH, Instant.EPOCH, new Family.Label("", ""));

        bench.tools.changed(new Change("server", Optional.of(server), Optional.empty()));

        assertTrue(bench.tools.servers().stream().noneMatch(s -> s.name().equals("files")));
    }

    @Test
    void requestsOfAReplacedInstanceAreForgotten() {
        Resource<Record> instance =
                new Resource<>("c1", "files-0", 1, Instant.EPOCH, Instant.EPOCH, new Family.Label("", ""));

        bench.tools.changed(new Change("instance", Optional.of(instance), Optional.empty()));

        assertTrue(bench.tools.instance("files-0").isEmpty());
    }

    @Test
    void ofInstancesOfOtherDaemonsNoRequestsAreKnown() {
        bench.elsewhere("far-0", "far");

        Metrics.InstanceView far = bench.metrics.view().instances().getLast();

        assertEquals("far-0", far.name());
        assertEquals(Optional.of("there:3100"), far.daemon());
        assertEquals(Optional.empty(), far.requestCount());
    }

    @Test
    void streamsAreCountedAndStayOutOfTheLatency() {
        bench.http.served(Bench.stream("/servers", Duration.ofMinutes(10)));

        HttpCalls.Route route = bench.http.routes().getFirst();

        assertEquals("/servers", route.key().route());
        assertEquals(1, route.streams());
        assertEquals(0, route.took().count());
        PrometheusReader read = new PrometheusReader(text("format=prometheus", ""));
        assertEquals(1, read.value("mcpctl_http_requests_total{method=GET, route=/servers, status=200}"));
        assertEquals(1, read.value("mcpctl_http_streams_total{method=GET, route=/servers}"));
        assertEquals(0, read.value("mcpctl_http_request_seconds_count{method=GET, route=/servers}"));
    }

    @Test
    void quantilesAreInterpolated() {
        Histogram times = new Histogram();
        for (int i = 0; i < 100; i++) {
            times.add(Duration.ofMillis(i < 90 ? 4 : 200));
        }

        Histogram.Snapshot seen = times.snapshot();

        assertTrue(seen.quantileMillis(0.5) > 2.5 && seen.quantileMillis(0.5) <= 5);
        assertTrue(seen.quantileMillis(0.95) > 100 && seen.quantileMillis(0.95) <= 250);
        assertEquals(23.6, seen.meanMillis(), 0.001);
        assertEquals(0, new Histogram().snapshot().quantileMillis(0.95));
    }
}
