package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals values.
 *
 * @param id tells keys apart without telling anything about them
 */
record MasterKey(String id, SecretKey key) {
    static final int BYTES = 32;

    static MasterKey of(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("mcpctl master key id".getBytes(StandardCharsets.US_ASCII));
            String id = HexFormat.of().formatHex(digest.digest(bytes), 0, 4);
            return new MasterKey(id, new SecretKeySpec(bytes, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Base64 or hexadecimal text of 32 bytes, or the bytes themselves. */
    static MasterKey read(byte[] file, String where) {
        String text = new String(file, StandardCharsets.ISO_8859_1).strip();
        if (text.matches("[0-9A-Fa-f]{64}")) {
            return of(HexFormat.of().parseHex(text));
        }
        if (text.matches("[A-Za-z0-9+/]{43}=?")) {
            return of(Base64.getDecoder().decode(text));
        }
        if (file.length == BYTES) {
            return of(Arrays.copyOf(file, BYTES));
        }
        throw new ProblemException(
                ProblemKind.INVALID,
                "the master key file " + where + " does not hold 32 bytes as base64 or hexadecimal text;"
                        + " restore it, or name the right one with MCPD_MASTER_KEY_FILE");
    }

    /** The id only. */
    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
