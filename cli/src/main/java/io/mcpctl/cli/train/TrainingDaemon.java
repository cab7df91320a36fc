package io.mcpctl.cli.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Answers like a daemon with one server; plain sockets, so that no class of a web server lands in the archive. */
final class TrainingDaemon implements AutoCloseable {
    private static final int SILENCE_MILLIS = 10_000;
    private static final String KINDS = """
            [{"name":"server","plural":"servers","aliases":["srv"],"readOnly":false,"applyOrder":10,"members":[
            {"name":"transport","type":"enum","values":["STDIO"]},{"name":"packageName","type":"string"},{"name":"runtime","type":"enum"}]},
            {"name":"instance","plural":"instances","aliases":["inst"],"readOnly":true,"applyOrder":20,"members":[]},
            {"name":"project","plural":"projects","aliases":["proj"],"readOnly":false,"applyOrder":30,"members":[
            {"name":"servers","type":"array"}]}]""";
    private static final String TABLE = """
            {"columns":["NAME","STATUS","AGE"],"rows":[["example","RUNNING","1m"]]}""";
    private static final String SERVER = """
            {"kind":"server","name":"example","server":"example","status":"RUNNING","replicas":1,"args":["a b"],"env":[{"name":"A","value":"1"}]}""";

    private static final String WELCOME = """
            {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"t","version":"1"}}}""";

    private final ServerSocket socket;

    private TrainingDaemon(ServerSocket socket) {
        this.socket = socket;
    }

    static TrainingDaemon start() throws IOException {
        TrainingDaemon daemon = new TrainingDaemon(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("training-accept").start(daemon::accept);
        return daemon;
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofPlatform().daemon().name("training-client").start(() -> serve(client));
            } catch (IOException e) {
                // Closed: the training is over.
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            client.setSoTimeout(SILENCE_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                skipRest(in);
                byte[] body = answer(line.split(" ", 3)[1]).getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nMcp-Session-Id: training\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n";
                client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                if (!line.startsWith("HEAD ")) {
                    client.getOutputStream().write(body);
                }
            }
        } catch (IOException e) {
            // The client has gone, which ends this conversation as it should.
        }
    }

    private static void skipRest(BufferedReader in) throws IOException {
        long length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        while (length > 0) {
            long skipped = in.skip(length);
            if (skipped <= 0) {
                return;
            }
            length -= skipped;
        }
    }

    private static String answer(String target) {
        if (target.endsWith("/mcp")) {
            return WELCOME;
        }
        if (target.startsWith("/api/v1/kinds")) {
            return KINDS;
        }
        if (target.contains("view=table") || target.contains("view=wide")) {
            return TABLE;
        }
        if (target.startsWith("/api/v1/apply")) {
            return "{\"kind\":\"server\",\"name\":\"example\",\"result\":\"configured\",\"changed\":[\"args\"]}";
        }
        String path = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
        boolean list =
                path.equals("/api/v1/servers") || path.equals("/api/v1/instances") || path.equals("/api/v1/projects");
        return list ? "[" + SERVER + "]" : SERVER;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
