package io.mcpctl.http.internal;

import io.mcpctl.jsonrpc.api.RequestBody;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The edge of the REST interface and what is like it: request id, and problems as problem documents. */
@Component(service = Filter.class, property = "service.ranking:Integer=50")
@HttpWhiteboardFilterPattern({"/api/v1/*", "/health/*", "/proxymodels/*", "/v0.1/*"})
@HttpWhiteboardFilterAsyncSupported
public final class ApiFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    /** In bytes. */
    private static final int REST = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ApiFilter.class);

    @Activate
    public ApiFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = requestId(request.getHeader("X-Request-Id"));
        response.setHeader("X-Request-Id", id);
        response.setHeader("Cache-Control", "no-store");
        MDC.put("request_id", id);
        try {
            chain.doFilter(request, response);
        } catch (ProblemException e) {
            if (e.kind() == ProblemKind.INTERNAL) {
                log.atError().setCause(e).log("request failed");
            } else if (e.kind() == ProblemKind.UNAVAILABLE && e.getCause() != null) {
                // The answer sends people here.
                log.atWarn()
                        .addKeyValue("problem", e.problem().detail())
                        .addKeyValue("reason", root(e))
                        .log("request failed");
            }
            answer(request, response, e);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("request failed");
            answer(
                    request,
                    response,
                    new ProblemException(
                            ProblemKind.INTERNAL, "the request failed; the daemon's log has it as request " + id, e));
        } finally {
            MDC.remove("request_id");
        }
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, ProblemException e)
            throws IOException {
        if (response.isCommitted()) {
            // Half an answer must not look like a whole one: the connection is cut.
            throw new IOException("the answer was cut off", e);
        }
        if (e.kind() == ProblemKind.REQUEST_TIMEOUT || !readToEnd(request)) {
            response.setHeader("Connection", "close");
        }
        String allow = response.getHeader("Allow");
        response.resetBuffer();
        if (allow != null) {
            response.setHeader("Allow", allow);
        }
        if (e.kind() == ProblemKind.UNAUTHENTICATED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        e.problem().retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
        Problems.write(response, e);
    }

    /**
     * A body that was not read would end the connection behind the client's back: a short one is read now. Only a longer
     * one ends the connection, and the answer says so.
     */
    private static boolean readToEnd(HttpServletRequest request) {
        try {
            return request.getContentLengthLong() == 0
                    || RequestBody.drain(request::getInputStream, request.getContentLengthLong(), REST);
        } catch (IOException e) {
            // The client is gone or sends nonsense: there is nothing to keep open.
            return false;
        }
    }

    /** An incoming id is kept when it is harmless in logs. */
    private static String requestId(@Nullable String incoming) {
        if (incoming == null || incoming.isEmpty() || incoming.length() > 100) {
            return UUID.randomUUID().toString();
        }
        return incoming.chars().allMatch(c -> c > ' ' && c < 127)
                ? incoming
                : UUID.randomUUID().toString();
    }
}
