package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Things from outside that tests need, put beside them once, though tests run in several processes. */
final class Installed {
    private Installed() {}

    /** What puts it there. */
    interface Installer {
        void install(Path folder) throws IOException;
    }

    /** The folder, which {@code installer} has filled with what {@code wanted} names. One at a time in all processes. */
    static synchronized Path in(Path folder, String wanted, Installer installer) {
        Path done = folder.resolve("installed");
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        try {
            Files.createDirectories(Objects.requireNonNull(folder.getParent(), "a folder beside the tests"));
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed; an installer has a limit of its own
                if (Files.exists(done) && Files.readString(done).equals(wanted)) {
                    return folder;
                }
                Folders.delete(folder);
                Files.createDirectories(folder);
                installer.install(folder);
                Files.writeString(done, wanted);
                return folder;
            }
        } catch (IOException e) {
            throw new AssertionError(folder + " cannot be written", e);
        }
    }
}
