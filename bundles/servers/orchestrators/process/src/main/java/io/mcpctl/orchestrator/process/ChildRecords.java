package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One small file per process group, so that a daemon that starts after a kill -9 of daemon and watchdog finds what
 * was left behind, and nothing else: a group is only touched when boot and kernel start time agree.
 */
final class ChildRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ChildRecords.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path folder;

    ChildRecords(Path folder) {
        this.folder = folder;
    }

    record Entry(long group, long startTime, String bootId) {
        static Entry of(Proc.Stat leader) {
            return new Entry(leader.pid(), leader.startTime(), Proc.bootId());
        }

        static Optional<Entry> parse(String text) {
            String[] word = text.strip().split(" ");
            try {
                return word.length == 3
                        ? Optional.of(new Entry(Long.parseLong(word[0]), Long.parseLong(word[1]), word[2]))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty(); // half written when the machine died: names nothing
            }
        }

        /** Whether the group that lives under this number now is the one that was recorded. */
        boolean stillLives(String currentBoot) {
            if (!bootId.equals(currentBoot)) {
                return false;
            }
            Optional<Proc.Stat> leader = Proc.stat(group);
            if (leader.isPresent()) {
                return leader.get().startTime() == startTime;
            }
            return Proc.group(group).stream()
                    .anyMatch(member -> member.session() == group && member.startTime() >= startTime);
        }
    }

    void add(Entry entry) {
        try {
            Folders.create(folder);
            Files.writeString(
                    file(entry.group()), entry.group() + " " + entry.startTime() + " " + entry.bootId() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    void remove(long group) {
        try {
            Files.deleteIfExists(file(group));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("group", group).setCause(e).log("record of a child cannot be deleted");
        }
    }

    /** Ends what an earlier daemon left behind. */
    void endLeftovers() throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        String boot = Proc.bootId();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<Entry> entry = Entry.parse(Files.readString(file)).filter(known -> known.stillLives(boot));
                if (entry.isPresent()) {
                    LOG.atWarn().addKeyValue("group", entry.get().group()).log("ending a child of an earlier daemon");
                    Groups.end(entry.get().group(), GRACE);
                }
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private Path file(long group) {
        return folder.resolve(Long.toString(group));
    }
}
