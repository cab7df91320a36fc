package io.mcpctl.jsonrpc.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {
    @Test
    void requestShowsTheMembersARelayNeeds() {
        Envelope call = scan("""
                {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"a__b","arguments":{"name":"no"},
                 "_meta":{"progressToken":"t"}}}""");

        assertEquals(Envelope.Kind.REQUEST, call.kind());
        assertEquals("tools/call", call.method());
        assertEquals("a__b", call.text(Member.PARAMS_NAME).orElseThrow());
        assertTrue(call.is(Member.ID, "7"));
        assertTrue(call.is(Member.PARAMS_META_PROGRESS_TOKEN, "\"t\""));
    }

    @Test
    void everyOtherByteStaysWhenOneIsReplaced() {
        String text = "{ \"x-unknown\" : [1e400, 12345678901234567890.000, \"\\u00e9\\/é\"],\"jsonrpc\":\"2.0\","
                + "\"id\" : 9007199254740993 ,\"result\":{\"a\":null}\t}";

        byte[] spliced = scan(text).with(Member.ID, bytes("\"q\""));

        assertEquals(text.replace("9007199254740993", "\"q\""), new String(spliced, StandardCharsets.UTF_8));
    }

    @Test
    void keyWrittenWithEscapesIsFound() {
        assertEquals(
                "ping",
                scan("{\"jsonrpc\":\"2.0\",\"id\":1,\"\\u006dethod\":\"ping\"}").method());
    }

    @Test
    void repeatedKeyLeavesNothingOfItsEarlierValue() {
        Envelope message = scan("""
                {"jsonrpc":"2.0","method":"m","params":{"name":"old"},"params":{"uri":"new"}}""");

        assertFalse(message.has(Member.PARAMS_NAME));
        assertEquals("new", message.text(Member.PARAMS_URI).orElseThrow());
    }

    @Test
    void kindsAreToldApart() {
        assertKind(Envelope.Kind.NOTIFICATION, "{\"jsonrpc\":\"2.0\",\"method\":\"m\"}");
        assertKind(Envelope.Kind.RESPONSE, "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}");
        assertKind(
                Envelope.Kind.RESPONSE, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-1,\"message\":\"\"}}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"m\"}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{}}");
        assertKind(Envelope.Kind.INVALID, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":3}");
        assertKind(Envelope.Kind.INVALID, "{}");
        assertKind(Envelope.Kind.INVALID, "3");
    }

    @Test
    void batchIsRefusedByName() {
        Envelope batch = scan("[{\"jsonrpc\":\"2.0\",\"method\":\"m\"}]");

        assertEquals(Envelope.Kind.INVALID, batch.kind());
        assertTrue(batch.reason().contains("batch"));
    }

    @Test
    void brokenTextIsNoJson() {
        for (String text : new String[] {
            "",
            " ",
            "{",
            "}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "[1,]",
            "01",
            "1.",
            "1e",
            "-",
            "tru",
            "nul",
            "\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\\u12\"",
            "{} {}",
            "\"a\nb\"",
            "\"\0\"",
            "\0",
            "{\"jsonrpc\":\"2.0\"}\0",
            "'a'",
            "NaN",
            "{a:1}",
            "+1",
            "[1 2]"
        }) {
            assertEquals(Envelope.Kind.NOT_JSON, scan(text).kind(), text);
        }
    }

    @Test
    void nestingHasALimit() {
        assertKind(Envelope.Kind.INVALID, "[".repeat(512) + "]".repeat(512));
        assertKind(Envelope.Kind.NOT_JSON, "[".repeat(513) + "]".repeat(513));
        assertKind(Envelope.Kind.NOT_JSON, "[".repeat(1_000_000));
        assertKind(Envelope.Kind.NOT_JSON, "{\"params\":".repeat(1_000_000));
    }

    @Test
    void everyTruncationOfAMessageIsRefused() {
        byte[] whole = bytes(
                "{\"jsonrpc\":\"2.0\",\"id\":-1.5e3,\"method\":\"m\",\"params\":{\"_meta\":{\"a\":[true,false,null]},"
                        + "\"ref\":{\"name\":\"\\ud83d\\ude00\"}}}");

        for (int length = 0; length < whole.length; length++) {
            assertEquals(
                    Envelope.Kind.NOT_JSON,
                    Envelope.scan(java.util.Arrays.copyOf(whole, length)).kind());
        }
    }

    @Test
    void randomDamageNeverThrowsAndSplicingKeepsTheRest() {
        byte[] whole =
                bytes("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"m\",\"params\":{\"name\":\"a\\\"b\",\"_meta\":"
                        + "{\"progressToken\":1}},\"z\":[{},[],1]}");
        Random random = new Random(42);

        for (int round = 0; round < 200_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Envelope message = Envelope.scan(damaged);
            for (Member member : Member.values()) {
                byte[] raw = message.raw(member).orElse(new byte[0]);
                assertArrayEquals(damaged, message.with(member, raw));
                message.text(member);
            }
        }
    }

    @Test
    void aWrongByteIsFoundAtEveryPlaceOfAString() {
        for (int length = 1; length <= 40; length++) {
            for (int at = 0; at < length; at++) {
                byte[] message = ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + "x".repeat(length) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
                for (int value = 0; value < 256; value++) {
                    message[message.length - 2 - length + at] = (byte) value;
                    boolean plain = value >= ' ' && value != '"' && value != '\\';
                    assertEquals(
                            plain ? Envelope.Kind.REQUEST : Envelope.Kind.NOT_JSON,
                            Envelope.scan(message).kind(),
                            "byte " + value + " at " + at + " of " + length);
                }
            }
        }
    }

    @Test
    void listElementsAreFoundWithTheirNames() {
        byte[] list = bytes(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[ {\"x\":{\"name\":\"inner\"},\"name\":\"a\"} ,"
                        + "{\"name\":\"b\"}],\"nextCursor\":\"c\"}}");
        Envelope message = Envelope.scan(list);
        Span tools = message.span(Member.RESULT_TOOLS).orElseThrow();

        var names = Json.elements(list, tools).stream()
                .map(tool -> Json.text(list, Json.member(list, tool, "name").orElseThrow())
                        .orElseThrow())
                .toList();

        assertEquals(java.util.List.of("a", "b"), names);
        assertEquals("c", message.text(Member.RESULT_NEXT_CURSOR).orElseThrow());
    }

    @Test
    void everyTextSurvivesEncodingAndDecoding() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append((char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            }
            byte[] token = JsonText.encode(text.toString());

            assertEquals(text.toString(), JsonText.decode(token, new Span(0, token.length)));
            assertEquals(Envelope.Kind.INVALID, Envelope.scan(token).kind());
        }
    }

    @Test
    void severalPartsAreReplacedInAnyOrder() {
        byte[] out = new Splice(bytes("0123456789"))
                .replace(new Span(7, 8), bytes("B"))
                .replace(new Span(2, 4), bytes("AAA"))
                .done(new Span(1, 9));

        assertEquals("1AAA456B8", new String(out, StandardCharsets.UTF_8));
    }

    private static void assertKind(Envelope.Kind kind, String text) {
        assertEquals(kind, scan(text).kind(), text.length() < 200 ? text : "long");
    }

    private static Envelope scan(String text) {
        return Envelope.scan(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
