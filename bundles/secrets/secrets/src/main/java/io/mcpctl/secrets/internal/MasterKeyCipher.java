package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.secrets.api.ValueCipher;
import io.mcpctl.store.api.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * AES-256-GCM with a random nonce for each value. The start of the daemon ends here when the key is not the one that
 * stored values were sealed with: a second key would make them unreadable bit by bit.
 */
@Component(
        service = ValueCipher.class,
        immediate = true,
        configurationPid = "io.mcpctl.secrets",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MasterKeyCipher.Config.class)
public final class MasterKeyCipher implements ValueCipher {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** Configuration of the secrets area. */
    @ObjectClassDefinition(name = "Secrets", description = "How values of secrets are encrypted.")
    public @interface Config {
        @AttributeDefinition(description = "File of the master key; empty: keys/master.key in the home, made once.")
        String masterKeyFile() default "";

        @AttributeDefinition(description = "Folder of the product's state; set by the launcher.")
        String home() default "";
    }

    private final MasterKey key;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public MasterKeyCipher(@Reference Database database, Config config) {
        try {
            this.key = new KeyChoice(
                            database, file(config), !config.masterKeyFile().isEmpty())
                    .key();
        } catch (ProblemException e) {
            throw StartupFailure.report(e);
        }
    }

    private static KeyFile file(Config config) {
        return new KeyFile(
                config.masterKeyFile().isEmpty()
                        ? Path.of(config.home()).resolve("keys").resolve("master.key")
                        : Path.of(config.masterKeyFile()));
    }

    @Override
    public String seal(String place, String value) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Arrays.copyOf(nonce, NONCE + hidden.length);
            System.arraycopy(hidden, 0, bytes, NONCE, hidden.length);
            return new Sealed(key.id(), bytes).text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-GCM", e);
        }
    }

    @Override
    public String open(String place, String text) {
        Sealed parts = Sealed.parse(text)
                .filter(found -> found.bytes().length > NONCE)
                .orElseThrow(() -> unreadable("is not in the encrypted form", null));
        if (!parts.keyId().equals(key.id())) {
            throw unreadable("was encrypted with the master key " + parts.keyId() + ", not with " + key.id(), null);
        }
        byte[] nonce = Arrays.copyOf(parts.bytes(), NONCE);
        try {
            byte[] clear = cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(parts.bytes(), NONCE, parts.bytes().length - NONCE);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw unreadable("was changed outside of mcpctl, or moved from another secret", e);
        } catch (GeneralSecurityException e) {
            throw unreadable("cannot be decrypted", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static ProblemException unreadable(String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new ProblemException(
                ProblemKind.INTERNAL, "the stored value " + why + "; restore the database, or write it again", cause);
    }
}
