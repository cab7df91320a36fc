package io.mcpctl.tierlink.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which era a local upstream speaks, and whether it answers. */
final class LocalProbe {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProbe.class);
    private static final Duration DISCOVER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String REVISION = "2026-07-28";
    private static final byte[] DISCOVER = Messages.request(
            Messages.ascii("1"),
            "server/discover",
            Messages.ascii("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + REVISION
                    + "\",\"io.modelcontextprotocol/clientCapabilities\":{}}}"));
    private static final byte[] INITIALIZE = Messages.request(
            Messages.ascii("1"),
            "initialize",
            Messages.ascii("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                    + "\"clientInfo\":{\"name\":\"mcpctl\",\"version\":\"1\"}}"));

    private LocalProbe() {}

    /** Whoever does not answer the question of the stateless era has sessions; empty when it could not be asked. */
    static Optional<Era> ask(LocalServer server) {
        try (StatelessUpstream connection = server.dialStateless()) {
            byte[] answer = connection.request(DISCOVER, Map.of(), DISCOVER_LIMIT, ahead -> {});
            boolean stateless = Envelope.scan(answer)
                    .raw(Member.RESULT_SUPPORTED_VERSIONS)
                    .map(raw -> new String(raw, StandardCharsets.UTF_8))
                    .filter(versions -> versions.contains('"' + REVISION + '"'))
                    .isPresent();
            return Optional.of(stateless ? Era.STATELESS : Era.SESSION);
        } catch (ProblemException e) {
            LOG.atDebug().setCause(e).log("server does not answer as a stateless one");
            boolean asked = e.kind() == ProblemKind.UPSTREAM || e.kind() == ProblemKind.TIMEOUT;
            return asked ? Optional.of(Era.SESSION) : Optional.empty();
        }
    }

    /** Begins a session, and ends it at once; the server is told what came of it. */
    static void tryOut(LocalServer server) {
        if (server.era() == Era.STATELESS) {
            server.told(null);
            return;
        }
        try (Upstream session = server.session(new Deaf())) {
            session.request(INITIALIZE, LIMIT);
        }
    }

    /** Nobody is there to hear what the server says. */
    private static final class Deaf implements UpstreamListener {
        @Override
        public void request(byte[] message) {
            // The session ends before an answer could matter.
        }

        @Override
        public void notification(byte[] message) {
            // Not for anybody.
        }

        @Override
        public void closed(String reason) {
            // The request that was under way tells it.
        }
    }
}
