package io.mcpctl.orchestrator.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
    private long olderStart;
    private long start;
    private long written;
    private boolean closed;

    /** Some of the text, and the position after it in bytes since the log began. */
    record Part(String text, long next) {}

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
                olderStart = start;
                start += written;
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

    /** Where the last lines begin, in bytes since the log began. */
    long mark(int lines) {
        lock.lock();
        try {
            byte[] all = read(olderStart, start + written);
            int at = all.length;
            // The line feed at the very end belongs to the last line.
            for (int left = lines; at > 0; at--) {
                if (all[at - 1] == '\n' && at < all.length && --left == 0) {
                    break;
                }
            }
            return olderStart + at;
        } finally {
            lock.unlock();
        }
    }

    /** What follows a position: whole lines, at most {@code limit} bytes. What was dropped meanwhile is left out. */
    Part after(long position, int limit) {
        lock.lock();
        try {
            long from = Math.max(position, olderStart);
            long end = start + written;
            if (from >= end) {
                return new Part("", end);
            }
            byte[] bytes = read(from, Math.min(end, from + limit));
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] != '\n') {
                length--;
            }
            if (length == 0 && (closed || bytes.length == limit)) {
                length = bytes.length;
            }
            return new Part(new String(bytes, 0, length, StandardCharsets.UTF_8), from + length);
        } finally {
            lock.unlock();
        }
    }

    private byte[] read(long from, long to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (from < start) {
                bytes.writeBytes(read(older, from - olderStart, Math.min(to, start) - olderStart));
            }
            if (to > start) {
                bytes.writeBytes(read(file, Math.max(from, start) - start, to - start));
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("log of a child process cannot be read");
        }
        return bytes.toByteArray();
    }

    private static byte[] read(Path part, long from, long to) throws IOException {
        try (InputStream in = Files.newInputStream(part)) {
            in.skipNBytes(from);
            return in.readNBytes((int) (to - from));
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
