package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the definitions in files, folders and on stdin, in every form that {@code apply} accepts. */
public final class DocumentReader {
    private static final int MAX_INPUT = 64 * 1024 * 1024;

    private final Kinds kinds;
    private final ClientServers clientServers;
    private final List<Document> documents = new ArrayList<>();

    private DocumentReader(Kinds kinds, Optional<String> project, Consumer<String> talk) {
        this.kinds = kinds;
        this.clientServers = new ClientServers(kinds, project, talk);
    }

    /**
     * Definitions in the order in which they can be applied, checked as far as the kinds tell.
     *
     * @param project that servers of an MCP client's configuration are attached to
     * @param talk is told what of such a configuration is left out
     */
    public static List<Document> read(
            List<String> sources, InputStream stdin, Kinds kinds, Optional<String> project, Consumer<String> talk) {
        return DocumentCheck.inOrder(all(sources, stdin, kinds, project, talk));
    }

    /** Definitions of which only kind and name matter, in the same order. */
    public static List<Document> named(List<String> sources, InputStream stdin, Kinds kinds) {
        return DocumentCheck.sorted(all(sources, stdin, kinds, Optional.empty(), line -> {}));
    }

    /** Definitions in a text, checked in the same way. */
    public static List<Document> text(String name, String text, Kinds kinds) {
        DocumentReader reader = new DocumentReader(kinds, Optional.empty(), line -> {});
        reader.text(name, text);
        return DocumentCheck.inOrder(reader.documents);
    }

    private static List<Document> all(
            List<String> sources, InputStream stdin, Kinds kinds, Optional<String> project, Consumer<String> talk) {
        DocumentReader reader = new DocumentReader(kinds, project, talk);
        for (String source : sources) {
            reader.source(source, stdin);
        }
        if (reader.documents.isEmpty()) {
            throw CliException.failure(
                    "no definitions in " + String.join(", ", sources) + "; see examples/quickstart.yaml for one");
        }
        return reader.documents;
    }

    private void source(String source, InputStream stdin) {
        try {
            if (source.equals("-")) {
                text("stdin", bounded("stdin", stdin));
                return;
            }
            Path path = Path.of(source);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file :
                            files.filter(DocumentReader::readable).sorted().toList()) {
                        file(file);
                    }
                }
                return;
            }
            file(path);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new CliException(ExitCode.NOT_FOUND, "there is no file " + source, e);
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, source + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static boolean readable(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private void file(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            text(file.toString(), bounded(file.toString(), in));
        }
    }

    private static String bounded(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_INPUT + 1);
        if (bytes.length > MAX_INPUT) {
            throw CliException.failure(name + " is larger than 64 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void text(String name, String text) {
        if (name.endsWith(".json")) {
            tree(name, JsonTrees.read(name, text));
        } else {
            YamlTrees.read(name, text).forEach(tree -> tree(name, tree));
        }
    }

    private void tree(String file, Tree tree) {
        if (tree.root().isArray()) {
            int index = 0;
            for (JsonNode element : tree.root()) {
                value(file, element, tree.lines().below(Lines.child("", index++)));
            }
        } else {
            value(file, tree.root(), tree.lines());
        }
    }

    private void value(String file, JsonNode value, Lines lines) {
        if (!(value instanceof ObjectNode object)) {
            throw InputError.at(
                    file, lines.of(""), "a definition is a map with \"kind\" and \"name\", or a map of kinds");
        }
        JsonNode kind = object.path("kind");
        if (kind.isTextual()) {
            single(file, object, lines, kind.textValue());
        } else if (object.has("kind")) {
            throw InputError.at(file, lines.of("kind"), "\"kind\" must be the name of a kind, such as server");
        } else {
            grouped(file, object, lines);
        }
    }

    private void single(String file, ObjectNode object, Lines lines, String word) {
        Kind kind = kinds.find(word).orElseThrow(() -> InputError.at(file, lines.of("kind"), kinds.unknown(word)));
        object.put("kind", kind.name());
        documents.add(new Document(kind, object, file, lines));
    }

    private void grouped(String file, ObjectNode groups, Lines lines) {
        if (ClientServers.recognises(groups)) {
            documents.addAll(clientServers.documents(file, groups, lines));
            return;
        }
        for (Map.Entry<String, JsonNode> group : groups.properties()) {
            String word = group.getKey();
            Optional<Kind> kind = kinds.find(word);
            if (kind.isEmpty()) {
                String hint = groups.has("name") ? "; a single definition needs \"kind\"" : "";
                throw InputError.at(file, lines.of(word), kinds.unknown(word) + hint);
            }
            if (!group.getValue().isArray()) {
                throw InputError.at(file, lines.of(word), "\"" + word + "\" must be a list of definitions");
            }
            int index = 0;
            for (JsonNode element : group.getValue()) {
                String path = Lines.child(word, index++);
                if (!(element instanceof ObjectNode object)) {
                    throw InputError.at(file, lines.of(path), "each of \"" + word + "\" must be a map of members");
                }
                ObjectNode document = Json.object().put("kind", kind.get().name());
                document.setAll(object);
                documents.add(new Document(kind.get(), document, file, lines.below(path)));
            }
        }
    }
}
