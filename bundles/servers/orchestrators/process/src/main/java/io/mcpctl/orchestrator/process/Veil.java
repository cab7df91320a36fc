package io.mcpctl.orchestrator.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Leaves secrets out of one stream, however it is cut into reads. What may be the beginning of a secret is held back until
 * more arrives, at most as much as the longest secret has. For one thread.
 */
final class Veil {
    private static final byte[] STARS = "***".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_MATCH = 0;
    private static final int WAIT = -1;

    /** By first byte, the longest first; null where no secret begins. */
    private final byte[][][] secrets = new byte[256][][];

    private byte[] held = new byte[0];

    Veil(List<String> texts) {
        texts.stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .sorted(Comparator.comparingInt((byte[] text) -> text.length).reversed())
                .forEach(this::add);
    }

    private void add(byte[] secret) {
        int first = secret[0] & 0xff;
        byte[][] known = secrets[first] == null ? new byte[0][] : secrets[first];
        secrets[first] = Arrays.copyOf(known, known.length + 1);
        secrets[first][known.length] = secret;
    }

    /** What may be shown after the next {@code length} bytes arrived. */
    byte[] next(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, 0, all, held.length, length);
        return show(all, false);
    }

    /** What is left when nothing more will arrive. */
    byte[] end() {
        return show(held, true);
    }

    private byte[] show(byte[] all, boolean end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
        int shown = 0;
        int at = 0;
        while (at < all.length) {
            int match = secrets[all[at] & 0xff] == null ? NO_MATCH : match(all, at, end);
            if (match == WAIT) {
                break;
            }
            if (match == NO_MATCH) {
                at++;
                continue;
            }
            out.write(all, shown, at - shown);
            out.writeBytes(STARS);
            at += match;
            shown = at;
        }
        out.write(all, shown, at - shown);
        held = Arrays.copyOfRange(all, at, all.length);
        return out.toByteArray();
    }

    /** Length of the longest secret that is here, or whether more has to arrive to tell. */
    private int match(byte[] all, int at, boolean end) {
        for (byte[] secret : secrets[all[at] & 0xff]) {
            int there = Math.min(secret.length, all.length - at);
            if (Arrays.equals(secret, 0, there, all, at, at + there)) {
                if (there == secret.length) {
                    return there;
                }
                if (!end) {
                    return WAIT;
                }
            }
        }
        return NO_MATCH;
    }
}
