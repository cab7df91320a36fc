package {{package}};

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A folder with a file for each secret. Safe for concurrent use; messages name secrets, never values. */
final class FolderStorage implements SecretStorage {
    private final Path folder;

    FolderStorage(Path folder) {
        this.folder = folder;
    }

    @Override
    public Map<String, String> read(StoredSecret secret) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file(secret))) {
            values.load(reader);
        } catch (IOException e) {
            throw problem(secret, "cannot be read", e);
        }
        return values.stringPropertyNames().stream().collect(Collectors.toMap(Function.identity(), values::getProperty));
    }

    /** What it returns is kept in the database: a mark for each key, which changes with each write, and no value. */
    @Override
    public StoredSecret write(StoredSecret secret, Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        Path file = file(secret);
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp"); // readable by its owner only
            try (Writer writer = Files.newBufferedWriter(draft)) {
                properties.store(writer, null);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw problem(secret, "cannot be written", e);
        }
        String mark = UUID.randomUUID().toString();
        Map<String, String> row = values.keySet().stream().collect(Collectors.toMap(Function.identity(), key -> mark));
        return new StoredSecret(secret.name(), row, Optional.of(file.toString()));
    }

    @Override
    public void delete(StoredSecret secret) {
        try {
            Files.deleteIfExists(file(secret));
        } catch (IOException e) {
            throw problem(secret, "cannot be deleted", e);
        }
    }

    @Override
    public Optional<String> trouble() {
        return Files.isDirectory(folder) && !Files.isWritable(folder)
                ? Optional.of("folder " + folder + " cannot be written")
                : Optional.empty();
    }

    @Override
    public void close() {
        // Files are open during single calls only.
    }

    private Path file(StoredSecret secret) {
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.name().getBytes(UTF_8));
        return folder.resolve(name + ".secret");
    }

    private static ProblemException problem(StoredSecret secret, String what, IOException cause) {
        String sentence = "secret '" + secret.name() + "' " + what + ": " + cause.getMessage();
        return new ProblemException(ProblemKind.UPSTREAM, sentence, cause);
    }
}
