package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import io.mcpctl.store.api.Database.Product;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the master key of this daemon, or makes the first one of the database. A key that is not the database's ends the
 * start: with two keys, values would become unreadable bit by bit.
 *
 * @param named whether the file was named by the configuration: then it must be there
 */
record KeyChoice(Database database, KeyFile file, boolean named) {
    private static final Logger LOG = LoggerFactory.getLogger(KeyChoice.class);

    MasterKey key() {
        Map<String, String> secretsByKey = new SealedRows(database).byKeyId();
        Optional<MasterKey> known = file.read();
        RegisteredKey registered = new RegisteredKey(database);
        if (known.isEmpty() && (named || !secretsByKey.isEmpty())) {
            throw missing(secretsByKey);
        }
        known.ifPresent(key -> requireSealing(key, secretsByKey));
        if (secretsByKey.isEmpty() && database.product() == Product.H2) {
            // Nobody else has this database, and nothing is lost with the old key.
            registered
                    .id()
                    .filter(id -> !known.map(MasterKey::id).equals(Optional.of(id)))
                    .ifPresent(id -> registered.forget());
        }
        Optional<String> first = registered.id();
        if (first.isPresent() && known.isEmpty()) {
            throw ofAnother(first.get(), "this daemon has none");
        }
        MasterKey key = known.orElseGet(this::make);
        String id = first.orElseGet(() -> registered.register(key.id()));
        if (!id.equals(key.id())) {
            if (known.isEmpty()) {
                file.delete(); // another daemon was faster
            }
            throw ofAnother(id, known.isEmpty() ? "this daemon has none" : file.path() + " holds " + key.id());
        }
        return key;
    }

    private MasterKey make() {
        MasterKey key = file.make();
        LOG.atInfo()
                .addKeyValue("file", file.path())
                .addKeyValue("key_id", key.id())
                .log("master key made");
        return key;
    }

    private void requireSealing(MasterKey key, Map<String, String> secretsByKey) {
        secretsByKey.forEach((id, secret) -> {
            if (!id.equals(key.id())) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "secret '" + secret + "' was encrypted with the master key " + id + ", but " + file.path()
                                + " holds " + key.id()
                                + "; restore the right file, or name it with MCPD_MASTER_KEY_FILE");
            }
        });
    }

    private ProblemException missing(Map<String, String> secretsByKey) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "the master key file " + file.path() + " is missing"
                        + secretsByKey.values().stream()
                                .findFirst()
                                .map(secret -> ", and secrets such as '" + secret + "' were encrypted with it")
                                .orElse("")
                        + "; restore it, or name the right one with MCPD_MASTER_KEY_FILE");
    }

    private static ProblemException ofAnother(String id, String instead) {
        Path where = Path.of("keys", "master.key");
        return new ProblemException(
                ProblemKind.CONFLICT,
                "the database belongs to the master key " + id + ", and " + instead
                        + "; copy the key file of the daemon" + " that made it (" + where
                        + " in its home) and name the copy with MCPD_MASTER_KEY_FILE");
    }
}
