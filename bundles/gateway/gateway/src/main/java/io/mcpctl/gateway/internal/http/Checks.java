package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.Headers;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.message.Utf8;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.jsonrpc.api.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP rules of MCP that a request has to keep; what breaks them is an {@link HttpFault}. */
public final class Checks {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    public static final int MAX_BODY = 10 << 20;

    private static final int MAX_DRAIN = 64 << 10;
    /** Of a large message, while it is read and worked on. */
    private static final int COPIES = 3;

    private Checks() {}

    static void accepts(HttpServletRequest in, String... types) {
        for (String type : types) {
            if (!accepts(in, type)) {
                throw new HttpFault(406, "the Accept header must list " + String.join(" and ", types));
            }
        }
    }

    private static boolean accepts(HttpServletRequest in, String type) {
        String range = type.substring(0, type.indexOf('/')) + "/*";
        for (Enumeration<String> headers = in.getHeaders("Accept"); headers.hasMoreElements(); ) {
            String header = headers.nextElement().toLowerCase(Locale.ROOT);
            if (header.contains(type) || header.contains(range) || header.contains("*/*")) {
                return true;
            }
        }
        return false;
    }

    static void method(HttpServletRequest in, HttpServletResponse out, String only) {
        if (!in.getMethod().equals(only)) {
            out.setHeader("Allow", only);
            throw new HttpFault(405, "use " + only);
        }
    }

    static void isJson(HttpServletRequest in) {
        String type = in.getContentType();
        int end = type == null ? -1 : type.indexOf(';');
        String plain = type == null ? "" : (end < 0 ? type : type.substring(0, end)).strip();
        if (!plain.equalsIgnoreCase("application/json")) {
            throw new HttpFault(415, "the Content-Type must be application/json");
        }
        String encoding = in.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new HttpFault(415, "the body must not be compressed; send it without Content-Encoding");
        }
    }

    /** The message that was posted: at most 10 MiB of UTF-8. */
    static byte[] body(HttpServletRequest in, Headroom headroom) throws IOException {
        byte[] body = bytes(in, headroom);
        if (!Utf8.isValid(body)) {
            throw new HttpFault(400, RpcFault.NOT_JSON, "the message is not valid UTF-8");
        }
        return body;
    }

    private static byte[] bytes(HttpServletRequest in, Headroom headroom) throws IOException {
        RequestBody.Bounds bounds = new RequestBody.Bounds(MAX_BODY, COPIES, headroom);
        try (RequestBody body = RequestBody.read(in::getInputStream, in.getContentLengthLong(), bounds)) {
            return body.bytes();
        } catch (RequestBody.Refused e) {
            throw switch (e.reason()) {
                case TOO_LARGE -> new HttpFault(413, RpcFault.INVALID_REQUEST, "the message is larger than 10 MiB");
                case TOO_SLOW -> new HttpFault(408, e.sentence());
                case NO_MEMORY -> new HttpFault(503, e.sentence());
            };
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("body of a request broke off");
            throw new HttpFault(408, "the body broke off, or nothing of it came for too long; send the request again");
        }
    }

    /** Reads what is left of a small body, so that a refusal leaves the connection usable; false when it is large. */
    static boolean drain(HttpServletRequest in) {
        try {
            return RequestBody.drain(in::getInputStream, in.getContentLengthLong(), MAX_DRAIN);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("rest of a refused body not read");
            return false;
        }
    }

    /** Without the header a client means 2025-03-26; servers behind server endpoints may have agreed on others. */
    static void revision(HttpServletRequest in, Sessions sessions) {
        String revision = in.getHeader(Headers.REVISION);
        if (revision == null || Hello.REVISIONS.contains(revision)) {
            return;
        }
        String id = in.getHeader(Headers.SESSION);
        if (id == null
                || sessions.find(id)
                        .filter(session -> session.revision().equals(revision))
                        .isEmpty()) {
            throw new HttpFault(
                    400, "unsupported " + Headers.REVISION + "; supported: " + String.join(", ", Hello.REVISIONS));
        }
    }

    /** The stateless era knows POST only. */
    static void hasSessions(HttpServletRequest in, HttpServletResponse out) {
        if (Rules.REVISION.equals(in.getHeader(Headers.REVISION))) {
            out.setHeader("Allow", "POST");
            throw new HttpFault(405, "revision " + Rules.REVISION + " has no sessions; use POST");
        }
    }

    /** The session of the request, which must be the caller's own and at this endpoint. */
    static Session session(Sessions sessions, HttpServletRequest in, Route route, Caller caller) {
        @Nullable String id = in.getHeader(Headers.SESSION);
        if (id == null) {
            throw new HttpFault(400, "the header " + Headers.SESSION + " is missing; send initialize first");
        }
        return sessions.find(id)
                .filter(session -> session.belongsTo(caller, route))
                .orElseThrow(() -> new HttpFault(404, "the session is not known or has ended; send initialize again"));
    }
}
