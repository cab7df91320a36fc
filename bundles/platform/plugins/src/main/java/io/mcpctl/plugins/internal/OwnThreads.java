package io.mcpctl.plugins.internal;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the threads that a plug-in started: those whose first frame outside of the JDK is a class of its jar. */
final class OwnThreads {
    private OwnThreads() {}

    static Set<Thread> of(JarFacts facts) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> isOwn(each.getValue(), facts))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isOwn(StackTraceElement[] stack, JarFacts facts) {
        for (int i = stack.length - 1; i >= 0; i--) {
            String name = stack[i].getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                int mark = name.indexOf("$$"); // of classes made at run time
                return facts.classes().contains(mark > 0 ? name.substring(0, mark) : name);
            }
        }
        return false;
    }
}
