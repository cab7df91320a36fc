package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/** Writes server-sent events. */
public final class Sse {
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    /** After which time a client shall come back whose connection broke. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final byte[] HEAD = Messages.ascii("event: message\ndata: ");
    private static final byte[] END = Messages.ascii("\n\n");
    private static final byte[] COMMENT = Messages.ascii(": keep-alive\n\n");

    private Sse() {}

    public static void start(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
    }

    /** An event that a client can name when it comes back, unless {@code id} is empty; {@code progress} runs after each slice. */
    public static void event(OutputStream out, byte[] id, byte[] message, Runnable progress) throws IOException {
        if (message.length <= Slices.SIZE) {
            byte[] event = Messages.join(id, HEAD, message, END);
            inOneLine(event, id.length + HEAD.length, event.length - END.length);
            out.write(event);
        } else {
            out.write(Messages.join(id, HEAD));
            for (int from = 0; from < message.length; from += Slices.SIZE) {
                byte[] slice = Arrays.copyOfRange(message, from, Math.min(message.length, from + Slices.SIZE));
                inOneLine(slice, 0, slice.length);
                out.write(slice);
                progress.run();
            }
            out.write(END);
        }
        out.flush();
    }

    /** Checked JSON has line breaks between tokens only; here they would end the line. */
    private static void inOneLine(byte[] event, int from, int to) {
        for (int i = from; i < to; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' ';
            }
        }
    }

    /** An event that says nothing but its id: from then on the client can come back. */
    public static void prime(OutputStream out, int stream, long number) throws IOException {
        out.write(Messages.join(id(stream, number), Messages.ascii("retry: " + RETRY.toMillis() + "\ndata:\n\n")));
        out.flush();
    }

    /** Where the client of a 2024-11-05 stream posts its messages. */
    public static void endpoint(OutputStream out, String path) throws IOException {
        out.write(Messages.ascii("event: endpoint\ndata: " + path + "\n\n"));
        out.flush();
    }

    /** The line that names an event. */
    public static byte[] id(int stream, long number) {
        return Messages.ascii("id: " + stream + '-' + number + '\n');
    }

    public static void comment(OutputStream out) throws IOException {
        out.write(COMMENT);
        out.flush();
    }
}
