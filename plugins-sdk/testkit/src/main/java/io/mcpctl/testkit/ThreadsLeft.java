package io.mcpctl.testkit;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds platform threads that were started in between and do not end. */
final class ThreadsLeft {
    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

    private Set<Thread> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive() && !ofTheJvm(thread))
                .collect(Collectors.toSet());
    }

    /** Carriers of virtual threads, reapers of processes and the like: they belong to nobody and end by themselves. */
    private static boolean ofTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        String name = thread.getName();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup")
                || name.startsWith("ForkJoinPool")
                || name.startsWith("process reaper")
                || name.startsWith("VirtualThread")
                || name.startsWith("junit");
    }

    void assertNone() {
        Waiting.until("no thread is left", () -> now().isEmpty(), () -> "threads: " + now());
    }
}
