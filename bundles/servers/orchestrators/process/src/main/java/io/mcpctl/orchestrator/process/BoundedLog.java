package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log file of at most two parts of 1 MiB; the older part is dropped. Never fails its writer. */
final class BoundedLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedLog.class);
    private static final long PART_BYTES = 1 << 20;

    private final Path file;
    private final Path older;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OutputStream out;
    private long written;
    private boolean closed;

    /** Starts afresh: what an earlier workload of the name wrote is dropped. */
    BoundedLog(Path folder, String name) throws IOException {
        this.file = Folders.create(folder).resolve(name);
        this.older = folder.resolve(name + ".1");
        delete();
        out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    void write(byte[] bytes, int length) {
        lock.lock();
        try {
            if (out == null || closed) {
                return;
            }
            if (written + length > PART_BYTES) {
                out.close();
                Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
                out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                written = 0;
            }
            out.write(bytes, 0, length);
            written += length;
        } catch (IOException e) {
            out = null; // a full disk must not stop the server: its pipe is still drained
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("log of a child process cannot be written");
        } finally {
            lock.unlock();
        }
    }

    /** The last lines, each ending with a line feed. */
    String tail(int lines) {
        lock.lock();
        try {
            List<String> all = new ArrayList<>();
            for (Path part : List.of(older, file)) {
                if (Files.exists(part)) {
                    all.addAll(new String(Files.readAllBytes(part), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
                }
            }
            StringBuilder text = new StringBuilder();
            all.subList(Math.max(0, all.size() - lines), all.size())
                    .forEach(line -> text.append(line).append('\n'));
            return text.toString();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("log of a child process cannot be read");
            return "";
        } finally {
            lock.unlock();
        }
    }

    /** Stops writing; what was written can still be read. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("file", file).setCause(e).log("log of a child process did not close");
        } finally {
            lock.unlock();
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(older);
    }
}
