package io.mcpctl.upstream.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What matters of the head of a response.
 *
 * @param length bytes of the body, -1 when it is chunked or goes on until the connection is closed
 * @param reusable whether the connection may serve another request after the body
 * @param keepAliveSeconds how long the server keeps an idle connection, -1 when it does not say
 * @param encoding how the content is compressed, empty when it is not
 * @param session value of {@code Mcp-Session-Id}, empty without it
 */
record HttpHead(
        int status,
        long length,
        boolean chunked,
        boolean reusable,
        int keepAliveSeconds,
        String contentType,
        String encoding,
        String session) {

    /** Reads status line and fields, each ended by a line feed, the last one included. */
    static HttpHead parse(String text) throws IOException {
        int end = text.indexOf('\n');
        if (!text.startsWith("HTTP/1.") || end < 12 || !text.endsWith("\n")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        int status = (int) number(text.substring(9, 12));
        boolean persistent = text.charAt(7) != '0';
        long length = -1;
        boolean chunked = false;
        int keepAlive = -1;
        String type = "";
        String encoding = "";
        String session = "";
        for (int start = end + 1; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            String value = value(text, start, end, "content-length");
            if (value != null) {
                length = number(value);
            } else if ((value = value(text, start, end, "content-type")) != null) {
                type = value;
            } else if ((value = value(text, start, end, "content-encoding")) != null) {
                encoding = value.equalsIgnoreCase("identity") ? "" : value;
            } else if ((value = value(text, start, end, "transfer-encoding")) != null) {
                chunked = value.regionMatches(true, value.length() - 7, "chunked", 0, 7);
            } else if ((value = value(text, start, end, "connection")) != null) {
                persistent = value.equalsIgnoreCase("keep-alive") || (persistent && !value.equalsIgnoreCase("close"));
            } else if ((value = value(text, start, end, "keep-alive")) != null) {
                keepAlive = seconds(value);
            } else if ((value = value(text, start, end, "mcp-session-id")) != null) {
                session = value;
            }
        }
        if (status / 100 == 1 || status == 204 || status == 304) {
            length = 0;
            chunked = false;
        } else if (chunked) {
            length = -1;
        }
        return new HttpHead(
                status, length, chunked, persistent && (chunked || length >= 0), keepAlive, type, encoding, session);
    }

    private static @Nullable String value(String text, int start, int end, String name) {
        int colon = start + name.length();
        return colon < end && text.charAt(colon) == ':' && text.regionMatches(true, start, name, 0, name.length())
                ? text.substring(colon + 1, end).strip()
                : null;
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseUnsignedLong(text.strip()) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("the answer has a number that is none: " + text, e);
        }
    }

    private static int seconds(String keepAlive) {
        int at = keepAlive.indexOf("timeout=");
        int seconds = 0;
        for (int i = at + 8; at >= 0 && i < keepAlive.length() && Character.isDigit(keepAlive.charAt(i)); i++) {
            seconds = Math.min(86_400, 10 * seconds + keepAlive.charAt(i) - '0');
        }
        return at < 0 ? -1 : seconds;
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean isEvents() {
        return contentType.regionMatches(true, 0, "text/event-stream", 0, "text/event-stream".length());
    }
}
