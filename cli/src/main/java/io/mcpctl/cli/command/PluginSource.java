package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.http.HttpRequest;
import io.mcpctl.cli.sdk.MavenRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The jar of a plug-in that a word means: a file, an address, or {@code group:artifact:version} in the local Maven
 * repository.
 *
 * @param name what the daemon is told of where it came from
 * @param temporary whether the file was made for this and is to be deleted
 */
record PluginSource(String name, Path file, boolean temporary) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_REDIRECTS = 5;
    private static final long MOST_BYTES = 1L << 30;

    static PluginSource of(String word, Http http, MavenRepository repository) {
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return download(word, http);
        }
        String[] parts = word.split(":", -1);
        if (parts.length == 3 && !Files.exists(Path.of(word))) {
            return existing(word, repository.jar(parts[0], parts[1], parts[2]), "; build it with `mvn install` first");
        }
        Path file = Path.of(word);
        return existing(String.valueOf(file.getFileName()), file, "; give a file, a URL or group:artifact:version");
    }

    private static PluginSource existing(String name, Path file, String advice) {
        if (!Files.isRegularFile(file)) {
            throw new CliException(ExitCode.NOT_FOUND, "there is no file " + file + advice);
        }
        return new PluginSource(name, file, false);
    }

    private static PluginSource download(String word, Http http) {
        try {
            URI uri = URI.create(word);
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                try (HttpAnswer answer = http.send(HttpRequest.get(uri, LIMIT))) {
                    if (answer.status() == 200) {
                        return new PluginSource(word, saved(answer.body()), true);
                    }
                    if (answer.status() / 100 != 3 || answer.header("location").isEmpty()) {
                        throw CliException.failure(word + " cannot be downloaded: status " + answer.status());
                    }
                    uri = next(uri, answer.header("location").get());
                }
            }
            throw CliException.failure(word + " cannot be downloaded: more than " + MOST_REDIRECTS + " redirects");
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException(ExitCode.UNAVAILABLE, word + " cannot be downloaded: " + e.getMessage(), e);
        }
    }

    /** Never from an encrypted address to one that anybody on the way can change. */
    private static URI next(URI from, String location) throws IOException {
        URI to = from.resolve(location);
        boolean known = "https".equals(to.getScheme())
                || ("http".equals(to.getScheme()) && to.getScheme().equals(from.getScheme()));
        if (!known) {
            throw new IOException("it redirects to " + to + ", which is not followed");
        }
        return to;
    }

    private static Path saved(InputStream body) throws IOException {
        Path file = Files.createTempFile("mcpctl-plugin", ".jar");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                size += n;
                if (size > MOST_BYTES) {
                    throw new IOException("it is larger than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, n);
            }
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A file in the folder for temporary ones; the system clears it.
            }
        }
    }
}
