package com.example.encryptedfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A folder with one sealed file for each secret. The row of a secret has marks, which change with each write. */
final class FileStorage implements SecretStorage {
    private final Path folder;
    private final Vault vault;

    FileStorage(Path folder, Vault vault) {
        this.folder = folder;
        this.vault = vault;
    }

    @Override
    public Map<String, String> read(StoredSecret secret) {
        try {
            return values(vault.open(secret.name().getBytes(UTF_8), Files.readAllBytes(file(secret))));
        } catch (NoSuchFileException e) {
            throw problem(secret, "its file is not there", e);
        } catch (GeneralSecurityException e) {
            throw problem(secret, "its file was sealed with another passphrase, or changed since", e);
        } catch (IOException e) {
            throw problem(secret, "its file cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file is whole or the old one, whenever the machine stops. */
    @Override
    public StoredSecret write(StoredSecret secret, Map<String, String> values) {
        Path file = file(secret);
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp"); // readable by its owner only
            Files.write(draft, vault.seal(secret.name().getBytes(UTF_8), bytes(values)));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException e) {
            throw problem(secret, "its file cannot be written: " + e.getMessage(), e);
        }
        Map<String, String> marks = new TreeMap<>();
        String mark = UUID.randomUUID().toString();
        values.keySet().forEach(key -> marks.put(key, mark));
        return new StoredSecret(secret.name(), marks, Optional.of(file.toString()));
    }

    @Override
    public void delete(StoredSecret secret) {
        try {
            Files.deleteIfExists(file(secret));
        } catch (IOException e) {
            throw problem(secret, "its file cannot be deleted: " + e.getMessage(), e);
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

    private static ProblemException problem(StoredSecret secret, String what, Exception cause) {
        return new ProblemException(ProblemKind.UPSTREAM, "secret '" + secret.name() + "': " + what, cause);
    }

    private static byte[] bytes(Map<String, String> values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(values.size());
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Map<String, String> values(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Map<String, String> values = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.put(text(in), text(in));
        }
        return values;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), UTF_8);
    }
}
