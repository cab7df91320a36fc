package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the daemon holds after a collection.
 *
 * @param threads platform threads, those that compile not counted: they come and go
 * @param metaspaceKiB used, classes of the archive not counted
 * @param loaders of bundles
 */
record SwapLevel(int threads, long metaspaceKiB, int loaders, int classes) {
    private static final Pattern THREAD = Pattern.compile("^\"(?!C[12] Compiler)[^\"]*\" #", Pattern.MULTILINE);
    private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");
    private static final Pattern CLASSES = Pattern.compile("Total Usage - \\d+ loaders, (\\d+) classes");
    private static final Pattern LOADER = Pattern.compile("BundleClassLoader");

    static SwapLevel of(long pid) throws IOException, InterruptedException {
        Memory.jcmd(pid, "GC.run");
        Memory.jcmd(pid, "GC.run"); // what the first one found unreachable is cleaned up by now
        String usage = Memory.jcmd(pid, "VM.metaspace");
        return new SwapLevel(
                count(THREAD, Memory.jcmd(pid, "Thread.print")),
                number(METASPACE, Memory.jcmd(pid, "GC.heap_info") + usage, 1),
                count(LOADER, Memory.jcmd(pid, "VM.classloader_stats")),
                (int) number(CLASSES, usage, 1));
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    private static long number(Pattern pattern, String text, int group) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("jcmd says nothing like " + pattern + ": " + text);
        }
        return Long.parseLong(found.group(group));
    }

    /**
     * Whether this is back at the level of before. Each former version has a class loader, so of those there may be no more.
     * Metaspace also holds what the JVM learns about methods while they are called, which grows slower and slower.
     */
    boolean isBackAt(SwapLevel before) {
        return threads <= before.threads + 4
                && metaspaceKiB <= before.metaspaceKiB + Math.max(1024, before.metaspaceKiB / 20)
                && loaders <= before.loaders;
    }
}
