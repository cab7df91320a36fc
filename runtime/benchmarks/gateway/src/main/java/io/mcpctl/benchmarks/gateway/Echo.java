package io.mcpctl.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The MCP side of the echo server: one tool, {@code echo}, whose text has as many bytes as {@code size} says. It looks
 * for the few members it needs instead of parsing, so that the server costs as little as a server can.
 */
final class Echo {
    private static final byte[] HEAD = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] EMPTY = ascii("{}");
    private static final byte[] TOOLS = ascii(
            "{\"tools\":[{\"name\":\"echo\",\"description\":\"Text of a size.\",\"inputSchema\":{\"type\":\"object\","
                    + "\"properties\":{\"size\":{\"type\":\"integer\"}},\"required\":[\"size\"]}}]}");

    private static final Map<Integer, byte[]> TEXTS = new ConcurrentHashMap<>();

    private Echo() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The answer to a message, or an empty array when it needs none. */
    static byte[] answer(byte[] bytes, int from, int to) {
        String message = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        String id = value(message, "\"id\"");
        String method = value(message, "\"method\"");
        if (id.isEmpty() || method.isEmpty()) {
            return new byte[0];
        }
        return switch (method) {
            case "\"tools/call\"" -> result(id, text(Integer.parseInt(value(message, "\"size\""))));
            case "\"tools/list\"" -> result(id, TOOLS);
            case "\"initialize\"" -> result(id, hello(value(message, "\"protocolVersion\"")));
            case "\"ping\"" -> result(id, EMPTY);
            default -> join(HEAD, ascii(id), ascii(",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"));
        };
    }

    /** Whether the message opens a session. */
    static boolean isInitialize(byte[] bytes, int from, int to) {
        return value(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), "\"method\"")
                .equals("\"initialize\"");
    }

    private static byte[] hello(String revision) {
        return ascii("{\"protocolVersion\":" + revision + ",\"capabilities\":{\"tools\":{}},"
                + "\"serverInfo\":{\"name\":\"echo\",\"version\":\"1\"}}");
    }

    private static byte[] text(int size) {
        return TEXTS.computeIfAbsent(size, wanted -> {
            byte[] text = new byte[wanted];
            Arrays.fill(text, (byte) 'x');
            return join(ascii("{\"content\":[{\"type\":\"text\",\"text\":\""), text, ascii("\"}]}"));
        });
    }

    private static byte[] result(String id, byte[] result) {
        return join(HEAD, ascii(id), RESULT, result, new byte[] {'}'});
    }

    /** The number or string after the first appearance of a key, as it is written; empty when there is none. */
    static String value(String message, String key) {
        int at = message.indexOf(key);
        if (at < 0) {
            return "";
        }
        int start = skip(message, at + key.length());
        if (start >= message.length() || message.charAt(start) != ':') {
            return "";
        }
        start = skip(message, start + 1);
        int end = start;
        if (message.charAt(start) == '"') {
            end = message.indexOf('"', start + 1) + 1;
        } else {
            while (end < message.length() && Character.isDigit(message.charAt(end))) {
                end++;
            }
        }
        return message.substring(start, end);
    }

    private static int skip(String message, int from) {
        int at = from;
        while (at < message.length() && message.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
