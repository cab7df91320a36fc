package io.mcpctl.plugins.internal;

import io.mcpctl.resources.api.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A plug-in as it is shown. */
public record PluginView(
        @Doc("Symbolic name of the bundle; name of the file when it is no plug-in.")
        String name,

        @Doc("Version in service, or that would be.") String version,
        @Doc("Whether it works, and if not, in which way.") State state,
        @Doc("What it provides, as family/name.") List<String> provides,

        @Doc("Where it came from: a file of the plug-in folder, or what the installer said.")
        String source,

        @Doc("Hash of the jar, in hexadecimal digits.") String sha256,
        @Doc("When this version was first installed.") Optional<Instant> installedAt,
        @Doc("What went wrong last, or what it waits for.") Optional<String> reason,

        @Doc("Versions that can be rolled back to, and the current one; the oldest first.")
        List<ReleaseView> releases,

        @Doc("Its settings.") List<Setting> settings,

        @Doc("Former versions whose classes are still in memory, if only until the next garbage collection.")
        List<String> inMemory,

        @Doc("Threads that a former version left running.") List<String> threadsLeft,

        @Doc("Former versions that are kept, because something that they started still runs.")
        List<String> inUse) {

    /** States of a plug-in. */
    public enum State {
        /** All its components work. */
        active,
        /** A component waits for a service or its configuration. */
        waiting,
        /** Switched off by the operator. */
        disabled,
        /** It is installed and cannot be started. */
        failed,
        /** A file of the plug-in folder that is no plug-in. */
        refused
    }

    /** One version that was in service. */
    public record ReleaseView(String version, String sha256, String source, Instant installedAt, boolean current) {}

    /** One setting that it declares. */
    public record Setting(
            String key,
            String type,

            @Doc("As set by the operator; *** when it is secret.")
            Optional<String> value,

            @Doc("What it is when it is not set.") String byDefault,
            String description) {}
}
