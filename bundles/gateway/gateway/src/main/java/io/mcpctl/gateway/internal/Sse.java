package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Writes server-sent events. */
final class Sse {
    static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    private static final byte[] HEAD = Messages.ascii("event: message\ndata: ");
    private static final byte[] END = Messages.ascii("\n\n");
    private static final byte[] COMMENT = Messages.ascii(": keep-alive\n\n");

    private Sse() {}

    static void start(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
    }

    static void event(OutputStream out, byte[] message) throws IOException {
        byte[] event = Messages.join(HEAD, message, END);
        for (int i = HEAD.length; i < event.length - END.length; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' '; // checked JSON has line breaks between tokens only; here they would end the line
            }
        }
        out.write(event);
        out.flush();
    }

    static void comment(OutputStream out) throws IOException {
        out.write(COMMENT);
        out.flush();
    }
}
