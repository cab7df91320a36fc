package io.mcpctl.stage.javasource;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of one version of a source. They see the JDK and the API, and nothing else of the daemon. */
final class StageClasses extends ClassLoader {
    private final Map<String, byte[]> compiled;

    StageClasses(String file, Map<String, byte[]> compiled) {
        super("stage " + file, ClassLoader.getPlatformClassLoader());
        this.compiled = Map.copyOf(compiled);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = Api.CLASSES.get(name);
        if (known != null) {
            return known;
        }
        byte @Nullable [] bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name + " is neither of the JDK nor of the API of stages");
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
