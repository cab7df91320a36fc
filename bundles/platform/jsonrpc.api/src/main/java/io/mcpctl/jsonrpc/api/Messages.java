package io.mcpctl.jsonrpc.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes whole messages from parts that are JSON already. */
public final class Messages {
    private static final byte[] HEAD = ascii("{\"jsonrpc\":\"2.0\"");
    private static final byte[] ID = ascii(",\"id\":");
    private static final byte[] METHOD = ascii(",\"method\":");
    private static final byte[] PARAMS = ascii(",\"params\":");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] ERROR_OBJECT = ascii(",\"error\":");
    private static final byte[] ERROR = ascii(",\"error\":{\"code\":");
    private static final byte[] TEXT = ascii(",\"message\":");
    private static final byte[] DATA = ascii(",\"data\":");
    private static final byte[] END = ascii("}");
    private static final byte[] END_ERROR = ascii("}}");

    private Messages() {}

    /** A request; {@code id} and {@code params} are raw JSON. */
    public static byte[] request(byte[] id, String method, byte[] params) {
        return join(HEAD, ID, id, METHOD, JsonText.encode(method), PARAMS, params, END);
    }

    /** A notification without parameters. */
    public static byte[] notification(String method) {
        return join(HEAD, METHOD, JsonText.encode(method), END);
    }

    /** A notification; {@code params} is raw JSON. */
    public static byte[] notification(String method, byte[] params) {
        return join(HEAD, METHOD, JsonText.encode(method), PARAMS, params, END);
    }

    /** A successful response; {@code id} and {@code result} are raw JSON. */
    public static byte[] result(byte[] id, byte[] result) {
        return join(HEAD, ID, id, RESULT, result, END);
    }

    /** An error response; {@code id} and {@code error} are raw JSON. */
    public static byte[] error(byte[] id, byte[] error) {
        return join(HEAD, ID, id, ERROR_OBJECT, error, END);
    }

    /** An error response; {@code id} is raw JSON, {@code null} included. */
    public static byte[] error(byte[] id, int code, String message) {
        return join(HEAD, ID, id, ERROR, ascii(Integer.toString(code)), TEXT, JsonText.encode(message), END_ERROR);
    }

    /** An error response with {@code data}; {@code id} and {@code data} are raw JSON. */
    public static byte[] error(byte[] id, int code, String message, byte[] data) {
        byte[] number = ascii(Integer.toString(code));
        return join(HEAD, ID, id, ERROR, number, TEXT, JsonText.encode(message), DATA, data, END_ERROR);
    }

    /** An object of members that are raw JSON. */
    public static byte[] object(Map<String, byte[]> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('{');
        members.forEach((key, value) -> {
            if (out.size() > 1) {
                out.write(',');
            }
            out.writeBytes(JsonText.encode(key));
            out.write(':');
            out.writeBytes(value);
        });
        out.write('}');
        return out.toByteArray();
    }

    /** The bytes of a text that is ASCII only. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** All parts, one after the other. */
    public static byte[] join(byte[]... parts) {
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
