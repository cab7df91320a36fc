package io.mcpctl.stage.javasource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** What the compiler may see, the JDK and the API, and where its classes go. Nothing is read from the class path of the daemon. */
final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    InMemory(JavaFileManager jdk) {
        super(jdk);
    }

    /** A source whose name the compiler does not judge: a stage may be called otherwise than its class. */
    static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("stage:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    private static final class Known extends SimpleJavaFileObject {
        private final Class<?> type;

        Known(Class<?> type) {
            super(URI.create("api:///" + type.getName().replace('.', '/') + ".class"), Kind.CLASS);
            this.type = type;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return Api.bytes(type);
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final ByteArrayOutputStream to;

        Compiled(String name, ByteArrayOutputStream to) {
            super(URI.create("compiled:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.to = to;
        }

        @Override
        public OutputStream openOutputStream() {
            return to;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(to.toByteArray());
        }
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH) {
            List<JavaFileObject> found = new ArrayList<>();
            if (kinds.contains(JavaFileObject.Kind.CLASS)) {
                Api.in(packageName).forEach(type -> found.add(new Known(type)));
            }
            return found;
        }
        return location instanceof StandardLocation standard && !standard.isModuleOrientedLocation()
                ? List.of()
                : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH
                || (location != StandardLocation.SOURCE_PATH
                        && location != StandardLocation.ANNOTATION_PROCESSOR_PATH
                        && super.hasLocation(location));
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Known known ? known.type.getName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        return one.toUri().equals(other.toUri());
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
        return new Compiled(className, classes.computeIfAbsent(className, name -> new ByteArrayOutputStream()));
    }

    /** What was compiled, by binary name. */
    Map<String, byte[]> classes() {
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }
}
