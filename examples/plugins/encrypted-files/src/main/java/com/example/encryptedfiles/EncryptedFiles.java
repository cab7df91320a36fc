package com.example.encryptedfiles;

import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Knows secret backends of type {@code encrypted-files}: a folder, and the passphrase that opens its files. */
@Component(property = "type=encrypted-files")
public final class EncryptedFiles implements SecretDriver {
    @Override
    public void check(Map<String, Object> config) {
        Place.of(config);
    }

    /** Asks for nothing yet: the passphrase is a secret of another backend, which may not be there at the start. */
    @Override
    public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
        Place place = Place.of(config);
        return new FileStorage(
                place.folder(),
                new Vault(() -> secrets.resolve(java.util.List.of(place.passphrase())).value(place.passphrase())));
    }
}
