package io.mcpctl.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 over plain sockets: kept connections, chunks, streams. */
final class PlainHttp implements Http {
    private static final int MAX_IDLE = 8;

    private final Deque<Connection> idle = new ArrayDeque<>();

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        URI uri = request.uri();
        String host = uri.getHost();
        if (host == null || !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new ConnectException("\"" + uri + "\" is not an http address");
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        Connection kept = takeIdle(host, port);
        if (kept != null) {
            try {
                return exchange(kept, request);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // The server closed the kept connection meanwhile: nothing was answered, so a reading request goes
                // again.
                if (!request.repeatable()) {
                    throw e;
                }
            }
        }
        return exchange(Connection.open(host, port, request.limit()), request);
    }

    private HttpAnswer exchange(Connection connection, HttpRequest request) throws IOException {
        boolean answered = false;
        try {
            connection.limit(request.limit());
            byte[] body = request.bodyBytes();
            connection.write(head(request, body.length).getBytes(StandardCharsets.ISO_8859_1), body);
            HttpAnswer answer = AnswerReader.read(connection, request.method().equals("HEAD"), this::release);
            answered = true;
            return answer;
        } catch (EOFException e) {
            throw new IOException("the server closed the connection before it answered", e);
        } finally {
            if (!answered) {
                connection.close();
            }
        }
    }

    private static String head(HttpRequest request, int length) {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head =
                new StringBuilder(256).append(request.method()).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority()).append("\r\n");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (length > 0 || !request.repeatable()) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private @Nullable Connection takeIdle(String host, int port) {
        synchronized (idle) {
            for (Connection connection : idle) {
                if (connection.leadsTo(host, port)) {
                    idle.remove(connection);
                    if (connection.fresh()) {
                        return connection;
                    }
                    connection.close();
                    return null;
                }
            }
        }
        return null;
    }

    private void release(Connection connection, boolean reusable) {
        synchronized (idle) {
            if (reusable && idle.size() < MAX_IDLE) {
                connection.rest();
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    @Override
    public void close() {
        dropIdle();
    }

    @Override
    public void dropIdle() {
        synchronized (idle) {
            idle.forEach(Connection::close);
            idle.clear();
        }
    }
}
