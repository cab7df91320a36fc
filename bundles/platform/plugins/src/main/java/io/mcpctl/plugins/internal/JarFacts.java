package io.mcpctl.plugins.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a jar says of itself.
 *
 * @param jar what people call it: the file's name, or where it came from
 * @param name symbolic name of the bundle: the name of the plug-in
 * @param sha256 of the whole file, in hexadecimal digits
 * @param imports version ranges by imported package; empty when any version will do
 * @param components how many component descriptions it names
 * @param classes names of its classes
 */
record JarFacts(
        String jar,
        String name,
        String version,
        String sha256,
        Map<String, String> imports,
        int components,
        Set<String> classes,
        List<String> signers) {
    JarFacts {
        imports = Map.copyOf(imports);
        classes = Set.copyOf(classes);
        signers = List.copyOf(signers);
    }

    /** As in logs and sentences: {@code com.example.tsv 1.2.0}. */
    String title() {
        return name + " " + version;
    }
}
