package io.mcpctl.cli.complete;

import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.api.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the daemon said lately, in files for their owner; at most 64 of at most 512 kB. */
record AnswerCache(Home home) {
    private static final int MOST_FILES = 64;
    private static final int LONGEST = 512 * 1024;

    /**
     * What is kept.
     *
     * @param age in milliseconds
     */
    record Kept(String text, long age) {}

    private Path folder() {
        return home.cache().resolve("completion");
    }

    Optional<Kept> find(String key) {
        Path file = file(key);
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return end < 0 || !text.substring(0, end).equals(key)
                    ? Optional.empty()
                    : Optional.of(new Kept(
                            text.substring(end + 1),
                            System.currentTimeMillis()
                                    - Files.getLastModifiedTime(file).toMillis()));
        } catch (IOException e) {
            return Optional.empty(); // Gone or damaged: the daemon is asked again.
        }
    }

    /** Keeps it; a home that does not exist is not made for that. */
    void keep(String key, String text) {
        try {
            if (text.length() <= LONGEST && Files.isDirectory(home.root())) {
                PrivateFile.write(file(key), key + "\n" + text);
                forgetOldest();
            }
        } catch (IOException | UnsupportedOperationException e) {
            return; // Without the cache it is only slower.
        }
    }

    /** As if it had been said that many milliseconds ago: a daemon that is silent is not asked at each key. */
    void renew(String key, long age) {
        try {
            if (Files.notExists(file(key))) {
                keep(key, "");
            }
            Files.setLastModifiedTime(file(key), FileTime.fromMillis(System.currentTimeMillis() - age));
        } catch (IOException e) {
            return; // Without the cache it is only slower.
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder())) {
            files = all.toList();
        }
        if (files.size() > MOST_FILES) {
            List<Path> oldest = files.stream()
                    .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .limit(files.size() - MOST_FILES)
                    .toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(String key) {
        return folder().resolve(Long.toHexString(hash(key)));
    }

    /** FNV: the JDK's digests cost a short program 20 ms; the key itself is in the file. */
    static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
