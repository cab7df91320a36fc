package io.mcpctl.orchestrator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VeilTest {
    private static final List<String> SECRETS = List.of("s3cret-värde", "s3cret", "aaaaaab", "begin\nend-of-it");
    private static final String TEXT =
            "one s3cret-värde two s3cret- three aaaaaaaaab begin\nend-of-it begin\nend s3cre";
    private static final String SHOWN = "one *** two ***- three aaa*** *** begin\nend s3cre";

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void secretsAreLeftOutTheLongestFirst() {
        Veil veil = new Veil(SECRETS);
        byte[] all = bytes(TEXT);

        assertEquals(SHOWN, text(veil.next(all, all.length)) + text(veil.end()));
    }

    @Test
    void itDoesNotMatterHowTheTextIsCut() {
        byte[] all = bytes(TEXT);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Veil veil = new Veil(SECRETS);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(5));
                out.writeBytes(veil.next(Arrays.copyOfRange(all, at, at + length), length));
                at += length;
            }
            out.writeBytes(veil.end());
            assertEquals(SHOWN, text(out.toByteArray()), "seed " + seed);
        }
    }

    @Test
    void onlyWhatMayBeTheBeginningOfASecretWaits() {
        Veil veil = new Veil(SECRETS);
        byte[] line = bytes("ready\npartly s3c");

        assertEquals("ready\npartly ", text(veil.next(line, line.length)));
        assertEquals("s3c", text(veil.end()));
    }

    @Test
    void nothingIsHeldBackBeyondTheLongestSecret() {
        Veil veil = new Veil(List.of("x".repeat(1000) + "y"));
        byte[] part = bytes("x".repeat(4096));
        long shown = 0;
        for (int i = 0; i < 100; i++) {
            shown += veil.next(part, part.length).length;
        }

        assertTrue(100 * 4096 - shown <= 1000, "shown " + shown);
        assertEquals(100 * 4096, shown + veil.end().length);
    }

    @Test
    void withoutSecretsEverythingPasses() {
        Veil veil = new Veil(List.of());
        byte[] line = bytes(TEXT);

        assertEquals(TEXT, text(veil.next(line, line.length)));
        assertEquals("", text(veil.end()));
    }
}
