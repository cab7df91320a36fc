package io.mcpctl.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes the jar of a plug-in from source text, as a build with bnd would. */
public final class PluginJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> components = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    private PluginJar() {}

    /** A bundle without anything in it. */
    public static PluginJar of(String name, String version) {
        return new PluginJar()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", name)
                .header("Bundle-Version", version);
    }

    /** What the compiler sees, when it is not the class path of the test. */
    public PluginJar classPath(String path) {
        classPath = path;
        return this;
    }

    /** Sets a header of the manifest; an empty value takes it out. */
    public PluginJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    public PluginJar file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /**
     * A component that is a service.
     *
     * @param properties {@code name=value}, of type String
     */
    public PluginJar component(String className, String service, String... properties) {
        return componentWith("", className, service, properties);
    }

    /** @param more attributes of the description, then {@code >} and elements if there are any */
    public PluginJar componentWith(String more, String className, String service, String... properties) {
        StringBuilder xml = new StringBuilder(
                "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + className + "\" " + more);
        if (!more.contains(">")) {
            xml.append('>');
        }
        for (String property : properties) {
            String[] pair = property.split("=", 2);
            xml.append("<property name=\"" + pair[0] + "\" value=\"" + pair[1] + "\"/>");
        }
        xml.append("<service><provide interface=\"" + service + "\"/></service><implementation class=\"" + className
                + "\"/></scr:component>");
        components.add("OSGI-INF/" + className + ".xml");
        return file("OSGI-INF/" + className + ".xml", xml.toString());
    }

    /** Writes it at once, as moving it there would. */
    public Path write(Path jar) {
        try {
            Path draft = Files.createTempFile("plugin", ".jar");
            writeTo(draft);
            return Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeTo(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!components.isEmpty()) {
            headers.putIfAbsent("Service-Component", String.join(",", components));
        }
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                attributes.putValue(name, value);
            }
        });
        Path classes = compiled();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                entry(zip, classes.relativize(each).toString(), Files.readAllBytes(each));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                entry(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void entry(JarOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new JarEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private Path compiled() throws IOException {
        Path folder = Files.createTempDirectory("plugin-classes");
        if (sources.isEmpty()) {
            return folder;
        }
        Path texts = Files.createTempDirectory("plugin-sources");
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path path = texts.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(path.getParent());
            paths.add(Files.writeString(path, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-cp", classPath, "--release", "21", "-proc:none");
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            if (!compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(paths))
                    .call()) {
                throw new AssertionError("the plug-in does not compile:\n" + messages);
            }
        }
        return folder;
    }
}
