package io.mcpctl.plugins.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a plug-in over restarts.
 *
 * @param current SHA-256 of the release in service; one of {@code releases}
 * @param releases in the order in which they came into service, the oldest first
 * @param file name of its jar in the plug-in folder; empty when it is not from there
 * @param fileSha256 of that file when it was last looked at, so that it is not installed a second time
 * @param settings of the operator
 */
record PluginRecord(
        String name,
        boolean enabled,
        String current,
        List<Release> releases,
        String file,
        String fileSha256,
        Map<String, String> settings) {
    /** Older ones are forgotten, jar and all. */
    static final int MOST_RELEASES = 5;

    PluginRecord {
        releases = List.copyOf(releases);
        settings = Map.copyOf(settings);
    }

    static PluginRecord of(String name, Release first) {
        return new PluginRecord(name, true, first.sha256(), List.of(first), "", "", Map.of());
    }

    Release release() {
        return releases.stream()
                .filter(each -> each.sha256().equals(current))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no release " + current));
    }

    /** The one before the current one. */
    Optional<Release> previous() {
        int index = releases.indexOf(release());
        return index > 0 ? Optional.of(releases.get(index - 1)) : Optional.empty();
    }

    /** With a release that comes into service now. */
    PluginRecord with(Release release) {
        List<Release> all = new ArrayList<>(releases);
        all.removeIf(each -> each.sha256().equals(release.sha256()));
        all.add(release);
        List<Release> kept = all.subList(Math.max(0, all.size() - MOST_RELEASES), all.size());
        return new PluginRecord(name, true, release.sha256(), kept, file, fileSha256, settings);
    }

    PluginRecord backTo(Release release) {
        return new PluginRecord(name, true, release.sha256(), releases, file, fileSha256, settings);
    }

    PluginRecord from(String newFile, String newSha256) {
        return new PluginRecord(name, enabled, current, releases, newFile, newSha256, settings);
    }

    PluginRecord enabled(boolean wanted) {
        return new PluginRecord(name, wanted, current, releases, file, fileSha256, settings);
    }

    PluginRecord settings(Map<String, String> wanted) {
        return new PluginRecord(name, enabled, current, releases, file, fileSha256, wanted);
    }
}
