package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy's own bearer: the configured one, else the session that a login left in the home, read again when it changes. */
final class OwnToken {
    private static final Logger LOG = LoggerFactory.getLogger(OwnToken.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Optional<String> configured;
    private final Path file;
    /** A session is for the daemon it was made at: mcpd, or this proxy in front of it. */
    private final List<URI> addresses;

    private volatile Content content = Content.NONE;

    private record Stamp(FileTime changed, long size, Object key) {}

    private record Content(Optional<Stamp> stamp, Optional<String> token, String user) {
        static final Content NONE = new Content(Optional.empty(), Optional.empty(), "");

        @Override
        public String toString() {
            return "Content[" + user + "]";
        }
    }

    OwnToken(Optional<String> configured, Path file, List<URI> addresses) {
        this.configured = configured;
        this.file = file;
        this.addresses = List.copyOf(addresses);
    }

    /** What to show to mcpd; empty when nobody logged in. */
    Optional<String> now() {
        return configured.isPresent() ? configured : fromFile().token();
    }

    /** The user who logged in, as the file says. */
    Optional<String> user() {
        return configured.isPresent()
                ? Optional.empty()
                : Optional.of(fromFile().user()).filter(user -> !user.isEmpty());
    }

    private Content fromFile() {
        Optional<Stamp> stamp = stamp();
        Content known = content;
        if (!known.stamp().equals(stamp)) {
            known = stamp.map(this::read).orElse(Content.NONE);
            content = known;
        }
        return known;
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(facts.lastModifiedTime(), facts.size(), String.valueOf(facts.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("credentials cannot be looked at");
            return Optional.empty();
        }
    }

    private Content read(Stamp stamp) {
        Optional<Stamp> seen = Optional.of(stamp);
        Content nothing = new Content(seen, Optional.empty(), "");
        try {
            if (!trusted()) {
                return nothing;
            }
            JsonNode json = MAPPER.readTree(Files.readString(file));
            String token = json.path("token").asText("");
            if (token.isEmpty() || !isForUs(json.path("mcpdUrl").asText(""))) {
                LOG.atInfo().log("the session in credentials.json is for another daemon; not used");
                return nothing;
            }
            LOG.atInfo().addKeyValue("user", json.path("user").asText("")).log("session read from credentials.json");
            return new Content(seen, Optional.of(token), json.path("user").asText(""));
        } catch (IOException e) {
            // The text of the fault may quote the file.
            LOG.atWarn().addKeyValue("fault", e.getClass().getSimpleName()).log("credentials.json cannot be read");
            return nothing;
        }
    }

    /** What others may change is not used; what they may read is, with a warning. */
    private boolean trusted() throws IOException {
        if (isWritableByOthers(file)) {
            LOG.atError().addKeyValue("file", file).log("file is refused, others may change it; set its mode to 0600");
            return false;
        }
        if (isReadableByOthers(file)) {
            LOG.atWarn().addKeyValue("file", file).log("others may read this file; set its mode to 0600");
        }
        return true;
    }

    static boolean isReadableByOthers(Path file) throws IOException {
        return Files.exists(file)
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_READ::contains);
    }

    static boolean isWritableByOthers(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_WRITE::contains);
    }

    private boolean isForUs(String url) {
        try {
            URI made = URI.create(url);
            return addresses.stream().anyMatch(address -> Urls.sameOrigin(address, made));
        } catch (IllegalArgumentException e) {
            return false; // a damaged address is that of no daemon
        }
    }

    @Override
    public String toString() {
        return "OwnToken[" + (configured.isPresent() ? "configured" : file) + "]";
    }
}
