package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What revision 2026-07-28 says about single requests over HTTP. */
public final class Rules {
    public static final String REVISION = "2026-07-28";
    public static final byte[] SUPPORTED = Messages.ascii("[\"" + REVISION + "\"]");
    static final int HEADER_MISMATCH = -32020;
    public static final int CAPABILITY_MISSING = -32021;
    static final int REVISION_UNSUPPORTED = -32022;

    private static final String PARAMETER = "mcp-param-";
    /** Errors are short: a longer answer is a result, and is not looked at. */
    private static final int LONGEST_ERROR = 64 * 1024;

    private static final Map<String, Member> NAMED_BY = Map.of(
            "tools/call", Member.PARAMS_NAME,
            "prompts/get", Member.PARAMS_NAME,
            "resources/read", Member.PARAMS_URI,
            "tasks/get", Member.PARAMS_TASK_ID,
            "tasks/update", Member.PARAMS_TASK_ID,
            "tasks/cancel", Member.PARAMS_TASK_ID);

    private Rules() {}

    /** Whether a message belongs to the stateless era. What names no known revision does, unless it has a session. */
    public static boolean claim(HttpServletRequest in, Envelope message) {
        String revision = in.getHeader(Headers.REVISION);
        if (REVISION.equals(revision)) {
            return true;
        }
        boolean known = revision == null || Hello.REVISIONS.contains(revision);
        if (known && in.getHeader(Headers.SESSION) != null) {
            return false;
        }
        return message.has(Member.PARAMS_META_PROTOCOL_VERSION)
                || message.is(Member.METHOD, "\"server/discover\"")
                || (!known && in.getHeader(Headers.SESSION) == null && !message.is(Member.METHOD, "\"initialize\""));
    }

    /** Checks what a request says about itself, in its body and in the headers that mirror it. */
    public static void check(HttpServletRequest in, Envelope request) {
        String header = in.getHeader(Headers.REVISION);
        if (header == null) {
            throw mismatch("the header MCP-Protocol-Version is missing");
        }
        String revision = request.text(Member.PARAMS_META_PROTOCOL_VERSION)
                .orElseThrow(() -> metaMissing("io.modelcontextprotocol/protocolVersion"));
        if (request.raw(Member.PARAMS_META_CLIENT_CAPABILITIES)
                .filter(raw -> raw[0] == '{')
                .isEmpty()) {
            throw metaMissing("io.modelcontextprotocol/clientCapabilities");
        }
        if (!header.equals(revision)) {
            throw mismatch("MCP-Protocol-Version is not what the body says");
        }
        if (!revision.equals(REVISION)) {
            throw unsupported(revision);
        }
        String method = request.method();
        if (!method.equals(in.getHeader("Mcp-Method"))) {
            throw mismatch("Mcp-Method is not the method of the body, \"" + method + "\"");
        }
        Optional<String> name = Optional.ofNullable(NAMED_BY.get(method)).flatMap(request::text);
        if (name.isPresent() && !MirroredValue.decode(in.getHeader("Mcp-Name")).equals(name)) {
            throw mismatch("Mcp-Name is not what the body says, \"" + name.get() + "\"");
        }
    }

    private static RpcFault metaMissing(String key) {
        return new RpcFault(RpcFault.INVALID_PARAMS, "params._meta has no valid \"" + key + "\"");
    }

    public static RpcFault mismatch(String message) {
        return new RpcFault(HEADER_MISMATCH, "Header mismatch: " + message);
    }

    private static RpcFault unsupported(String requested) {
        return new RpcFault(
                REVISION_UNSUPPORTED,
                "Unsupported protocol version; " + REVISION + " needs no session, " + String.join(", ", Hello.REVISIONS)
                        + " begin with initialize",
                "{\"supported\":[\"" + REVISION + "\"],\"requested\":" + JsonText.quote(requested) + "}");
    }

    /** The headers that mirror arguments of tools. */
    public static Map<String, String> parameters(HttpServletRequest in) {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        in.getHeaderNames().asIterator().forEachRemaining(name -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(PARAMETER)) {
                found.put(name, in.getHeader(name));
            }
        });
        return found;
    }

    /** The HTTP status of an answer. */
    public static int status(byte[] answer) {
        if (answer.length > LONGEST_ERROR) {
            return 200;
        }
        Envelope read = Envelope.scan(answer);
        if (!read.has(Member.ERROR_CODE)) {
            return 200;
        }
        if (read.is(Member.ERROR_CODE, "-32601")) {
            return 404;
        }
        boolean refused = read.is(Member.ERROR_CODE, "-32020")
                || read.is(Member.ERROR_CODE, "-32021")
                || read.is(Member.ERROR_CODE, "-32022");
        return refused ? 400 : 200;
    }
}
