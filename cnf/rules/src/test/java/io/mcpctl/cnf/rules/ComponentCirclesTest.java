package io.mcpctl.cnf.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * No component waits for itself, over whatever way. In a circle the component runtime leaves out a reference that it
 * cannot satisfy at that moment, and whether it comes back to it depends on which bundle was started first.
 */
class ComponentCirclesTest {
    /** A target of one equation, the only ones that are looked at. */
    private static final Pattern EQUATION = Pattern.compile("\\(([\\w.]+)=([^*()]+)\\)");

    private final Map<String, Set<Need>> needs = new TreeMap<>();
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final Map<String, Map<String, String>> properties = new HashMap<>();

    private record Need(String service, String target) {
        /** Properties that a component is not described with may be set later. */
        boolean takes(Map<String, String> properties) {
            Matcher equation = EQUATION.matcher(target);
            return !equation.matches()
                    || equation.group(2).equals(properties.getOrDefault(equation.group(1), equation.group(2)));
        }
    }

    ComponentCirclesTest() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../bundles"))) {
            for (Path jar : files.filter(f -> f.toString().matches(".*/target/io\\.mcpctl\\.[^/]*-[0-9.]+\\.jar"))
                    .toList()) {
                read(jar);
            }
        }
    }

    @Test
    void noComponentNeedsItself() {
        assertTrue(needs.size() > 50, "only " + needs.size() + " components found");
        List<String> circles = new ArrayList<>();
        needs.keySet().forEach(component -> {
            Set<String> reached = reachedFrom(component);
            if (reached.contains(component)) {
                reached.removeIf(other -> !reachedFrom(other).contains(component));
                circles.add(component + " over " + reached);
            }
        });
        assertEquals(List.of(), circles);
    }

    private Set<String> reachedFrom(String component) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(neighbours(component));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(neighbours(next));
            }
        }
        return reached;
    }

    private Set<String> neighbours(String component) {
        Set<String> found = new HashSet<>();
        for (Need need : needs.getOrDefault(component, Set.of())) {
            providers.getOrDefault(need.service(), Set.of()).stream()
                    .filter(provider -> need.takes(properties.getOrDefault(provider, Map.of())))
                    .forEach(found::add);
        }
        return found;
    }

    private void read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String header = file.getManifest().getMainAttributes().getValue("Service-Component");
            for (String name : header == null ? new String[0] : header.split("\\s*,\\s*", -1)) {
                JarEntry entry = file.getJarEntry(name);
                try (InputStream in = file.getInputStream(entry)) {
                    add(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(in));
                } catch (SAXException | ParserConfigurationException e) {
                    throw new IOException(jar + " has a description that is no XML: " + name, e);
                }
            }
        }
    }

    private void add(Document description) {
        String component = description.getDocumentElement().getAttribute("name");
        Set<Need> references = new HashSet<>();
        elements(description, "reference")
                .forEach(e -> references.add(new Need(e.getAttribute("interface"), e.getAttribute("target"))));
        needs.put(component, references);
        Map<String, String> described = new HashMap<>();
        elements(description, "property").forEach(e -> described.put(e.getAttribute("name"), e.getAttribute("value")));
        properties.put(component, described);
        elements(description, "provide").forEach(e -> providers
                .computeIfAbsent(e.getAttribute("interface"), any -> new HashSet<>())
                .add(component));
    }

    private static List<Element> elements(Document description, String name) {
        NodeList all = description.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }
}
