package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.tierlink.internal.Mcpd.Response;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST interface of mcpd and the registry that it is, at the proxy's address: same method, path, query and body, same
 * answer. When other machines are served it is not there, so that nobody can act with the proxy's own bearer.
 */
@Component(service = Servlet.class, property = "service.ranking:Integer=100")
@HttpWhiteboardServletPattern({"/api/v1/*", "/api/v1/health", "/api/v1/healthz", "/v0.1/*"})
@HttpWhiteboardServletAsyncSupported
public final class PassThrough extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> READING = List.of("GET", "HEAD");
    /** A refusal is short. */
    private static final int LONGEST_REFUSAL = 64 * 1024;

    private final transient Mcpd mcpd;
    private final transient RemoteAuthenticator authenticator;

    @Activate
    public PassThrough(@Reference Mcpd mcpd, @Reference RemoteAuthenticator authenticator) {
        this.mcpd = mcpd;
        this.authenticator = authenticator;
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        if (mcpd.serves()) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    "this proxy serves MCP endpoints only; ask mcpd itself for " + in.getRequestURI());
        }
        List<String> methods = PassedPath.isForReading(in.getRequestURI()) ? READING : METHODS;
        if (!methods.contains(in.getMethod())) {
            out.setHeader("Allow", String.join(", ", methods));
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED, "the method " + in.getMethod() + " is not passed on here");
        }
        String path =
                PassedPath.of(in.getRequestURI().substring(in.getContextPath().length()), in.getQueryString());
        Duration limit = PassedPath.limit(in.getRequestURI());
        long begin = System.nanoTime();
        try (Response answer = mcpd.open(request(in, out, path, limit))) {
            relay(in, answer, limit, out);
        }
        LOG.atDebug()
                .addKeyValue("method", in.getMethod())
                .addKeyValue("path", in.getRequestURI())
                .addKeyValue("status", out.getStatus())
                .addKeyValue("took_ms", (System.nanoTime() - begin) / 1_000_000)
                .log("passed on to mcpd");
    }

    private HttpRequest request(HttpServletRequest in, HttpServletResponse out, String path, Duration limit)
            throws IOException {
        HttpRequest.Builder request =
                mcpd.request(path, bearer(in)).timeout(limit).method(in.getMethod(), body(in));
        PassedHeaders.toMcpd(in, request);
        if (PassedPath.isForReading(in.getRequestURI()) && in.getHeader("Host") != null) {
            // The servers of the registry are at this address for whoever asks here.
            request.setHeader("X-Forwarded-Host", in.getHeader("Host"));
            request.setHeader("X-Forwarded-Proto", in.getScheme());
        }
        Optional.ofNullable(out.getHeader("X-Request-Id")).ifPresent(id -> request.setHeader("X-Request-Id", id));
        return request.build();
    }

    private static BodyPublisher body(HttpServletRequest in) throws IOException {
        long length = in.getContentLengthLong();
        boolean chunked = in.getHeader("Transfer-Encoding") != null;
        if (length <= 0 && !chunked) {
            return BodyPublishers.noBody();
        }
        var stream = in.getInputStream();
        BodyPublisher body = BodyPublishers.ofInputStream(() -> stream);
        return chunked ? body : BodyPublishers.fromPublisher(body, length);
    }

    /** The caller's own; the owner of the proxy is given the proxy's. */
    private Optional<String> bearer(HttpServletRequest in) {
        Credentials credentials = new Credentials(
                Optional.ofNullable(in.getHeader("Authorization")), Optional.empty(), in.getRemoteAddr());
        Optional<String> sent = Caller.of(Principal.SYSTEM, credentials).bearer();
        if (sent.isEmpty()) {
            return authenticator.trustsLocal(credentials) ? mcpd.own().now() : Optional.empty();
        }
        return sent.filter(authenticator::isRunToken).isPresent() ? mcpd.own().now() : sent;
    }

    private void relay(HttpServletRequest in, Response answer, Duration limit, HttpServletResponse out)
            throws IOException {
        if (answer.status() == 401) {
            refuse(answer, out);
            return;
        }
        out.setStatus(answer.status());
        PassedHeaders.toClient(answer.head().headers(), out);
        boolean events =
                answer.head().headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        if (in.getMethod().equals("HEAD")) {
            return;
        }
        // mcpd says something every 10 s on a stream; without a limit a lost one would stay for ever.
        try (IdleGuard guard = new IdleGuard(answer.body(), events ? Duration.ofMinutes(10) : limit)) {
            copy(guard, out, events);
        }
    }

    private void copy(IdleGuard guard, HttpServletResponse out, boolean events) throws IOException {
        OutputStream to = out.getOutputStream();
        if (events) {
            out.flushBuffer();
        }
        byte[] buffer = new byte[16 * 1024];
        while (true) {
            int count = read(guard, buffer);
            if (count < 0) {
                return;
            }
            to.write(buffer, 0, count);
            if (events) {
                to.flush();
            }
        }
    }

    private int read(IdleGuard guard, byte[] buffer) throws IOException {
        try {
            return guard.stream().read(buffer);
        } catch (IOException e) {
            if (guard.expired()) {
                throw new ProblemException(
                        ProblemKind.TIMEOUT, "mcpd at " + mcpd.shown() + " sent nothing for too long", e);
            }
            throw mcpd.unavailable(e);
        }
    }

    /** mcpd's own sentence says what is wrong, ours what to do about it. */
    private void refuse(Response answer, HttpServletResponse out) throws IOException {
        byte[] body = answer.body().readNBytes(LONGEST_REFUSAL);
        ProblemKind kind = ProblemKind.UNAUTHENTICATED;
        ObjectNode problem = MAPPER.createObjectNode();
        problem.put("type", kind.type().toString());
        problem.put("title", kind.title());
        problem.put("status", kind.status());
        problem.put("detail", Mcpd.REMEDY);
        problem.put("error", Mcpd.REMEDY);
        problem.put("details", new Mcpd.Answer(401, body).sentence());
        byte[] bytes = MAPPER.writeValueAsBytes(problem);
        out.setStatus(kind.status());
        out.setHeader("WWW-Authenticate", "Bearer");
        out.setContentType("application/problem+json");
        out.setContentLength(bytes.length);
        out.getOutputStream().write(bytes);
    }
}
