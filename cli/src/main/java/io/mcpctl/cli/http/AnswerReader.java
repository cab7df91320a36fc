package io.mcpctl.cli.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the head of an answer and decides how its body ends. */
final class AnswerReader {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    /** Takes a connection back when a body was read to its end, or given up. */
    interface Release {
        void release(Connection connection, boolean reusable);
    }

    private AnswerReader() {}

    static HttpAnswer read(Connection connection, boolean withoutBody, Release release) throws IOException {
        InputStream in = connection.in();
        String statusLine = line(in);
        int status = status(statusLine);
        Map<String, String> headers = headers(in);
        while (status >= 100 && status < 200) {
            statusLine = line(in);
            status = status(statusLine);
            headers = headers(in);
        }
        boolean keep = statusLine.startsWith("HTTP/1.1")
                && !headers.getOrDefault("connection", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("close");
        return new HttpAnswer(status, headers, body(connection, status, headers, withoutBody, keep, release));
    }

    private static InputStream body(
            Connection connection,
            int status,
            Map<String, String> headers,
            boolean withoutBody,
            boolean keep,
            Release release)
            throws IOException {
        if (withoutBody || status == 204 || status == 304) {
            return new BodyStream(connection, new LengthBody(connection.in(), 0), keep, release);
        }
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return new BodyStream(connection, new ChunkedBody(connection.in()), keep, release);
        }
        String length = headers.get("content-length");
        if (length != null) {
            return new BodyStream(connection, new LengthBody(connection.in(), length(length)), keep, release);
        }
        return new BodyStream(connection, connection.in(), false, release);
    }

    private static long length(String text) throws IOException {
        try {
            return Long.parseUnsignedLong(text.trim());
        } catch (NumberFormatException e) {
            throw new IOException("the server sent the Content-Length \"" + text + "\"", e);
        }
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("the server does not answer in HTTP");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new IOException("the server sent no HTTP status", e);
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("the server sent a header without a name");
            }
            if (headers.size() >= MAX_HEADERS) {
                throw new IOException("the server sent more than " + MAX_HEADERS + " headers");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return headers;
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended within a line");
            }
            if (bytes.size() >= MAX_LINE) {
                throw new IOException("the server sent a line of more than " + MAX_LINE + " bytes");
            }
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
