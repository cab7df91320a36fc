package io.mcpctl.plugins.internal;

import java.time.Instant;

/**
 * One jar that was in service as some plug-in.
 *
 * @param source where it came from: a file of the folder, or what the installer said
 */
record Release(String version, String sha256, String source, Instant installedAt) {}
