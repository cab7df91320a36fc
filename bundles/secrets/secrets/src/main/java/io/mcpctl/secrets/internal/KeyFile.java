package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The file of the master key. */
record KeyFile(Path path) {

    /** The key, or empty when there is no file. */
    Optional<MasterKey> read() {
        try {
            return Optional.of(MasterKey.read(Files.readAllBytes(path), path.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** Makes a new key: readable by its owner only, whole or absent, and on the disk before anything is sealed with it. */
    MasterKey make() {
        byte[] bytes = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        Path folder = path.toAbsolutePath().getParent();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path draft = Files.createTempFile(
                    folder,
                    "master",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            byte[] text = (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text));
                out.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
                entry.force(true);
            }
            return MasterKey.of(bytes);
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Takes a key back that nothing was sealed with. */
    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed("deleted", e);
        }
    }

    private ProblemException failed(String what, IOException e) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "the master key file " + path + " cannot be " + what + " ("
                        + e.getClass().getSimpleName()
                        + "); check its permissions, or name another with MCPD_MASTER_KEY_FILE",
                e);
    }
}
