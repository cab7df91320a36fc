package io.mcpctl.identity.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** How raw tokens look and how they are compared; the same for daemon, proxy and command line. */
public final class TokenText {
    /** Start of every MCP token; sessions have none. */
    public static final String TOKEN_PREFIX = "mcpctl_pat_";

    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    /** A new MCP token. */
    public static String generateToken() {
        return TOKEN_PREFIX + randomText();
    }

    /** 256 random bits as 43 letters, digits, {@code -} and {@code _}. */
    public static String randomText() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static boolean isMcpToken(String raw) {
        return raw.startsWith(TOKEN_PREFIX);
    }

    /** SHA-256 of the whole text, as 64 hexadecimal digits. */
    public static String hashToken(String raw) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Compares without telling by its duration where they differ. */
    public static boolean timingSafeEqualHex(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
