package com.example.encryptedfiles;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals bytes with a key made from a passphrase: salt, nonce and AES-GCM, bound to the name they are for. */
final class Vault {
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int ROUNDS = 210_000;
    private static final int MOST_KEYS = 16;

    private final Supplier<String> passphrase;
    private final SecureRandom random = new SecureRandom();
    private final byte[] ownSalt = new byte[SALT];
    /** By salt: making a key takes a tenth of a second on purpose, and is done once for each run that wrote files. */
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();

    Vault(Supplier<String> passphrase) {
        this.passphrase = passphrase;
        random.nextBytes(ownSalt);
    }

    byte[] seal(byte[] name, byte[] clear) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] hidden = cipher(Cipher.ENCRYPT_MODE, ownSalt, nonce, name).doFinal(clear);
        byte[] sealed = Arrays.copyOf(ownSalt, SALT + NONCE + hidden.length);
        System.arraycopy(nonce, 0, sealed, SALT, NONCE);
        System.arraycopy(hidden, 0, sealed, SALT + NONCE, hidden.length);
        return sealed;
    }

    byte[] open(byte[] name, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < SALT + NONCE) {
            throw new GeneralSecurityException("it is cut off");
        }
        byte[] salt = Arrays.copyOf(sealed, SALT);
        byte[] nonce = Arrays.copyOfRange(sealed, SALT, SALT + NONCE);
        return cipher(Cipher.DECRYPT_MODE, salt, nonce, name).doFinal(sealed, SALT + NONCE, sealed.length - SALT - NONCE);
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce, byte[] name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(salt), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name);
        return cipher;
    }

    private SecretKey key(byte[] salt) throws GeneralSecurityException {
        String word = Arrays.toString(salt);
        synchronized (keys) {
            SecretKey known = keys.get(word);
            if (known != null) {
                return known;
            }
        }
        PBEKeySpec spec = new PBEKeySpec(passphrase.get().toCharArray(), salt, ROUNDS, 256);
        SecretKey made = new SecretKeySpec(
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded(),
                "AES");
        spec.clearPassword();
        synchronized (keys) {
            if (keys.size() >= MOST_KEYS) {
                keys.remove(keys.keySet().iterator().next());
            }
            keys.put(word, made);
        }
        return made;
    }
}
