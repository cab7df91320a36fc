package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.text.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML documents as trees that remember their lines. */
final class YamlTrees {
    private static final int MAX_DEPTH = 100;
    /** Aliases may multiply a small file; nothing sensible comes near this. */
    private static final int MAX_NODES = 2_000_000;

    private final String file;
    private int nodes;

    private YamlTrees(String file) {
        this.file = file;
    }

    static List<Tree> read(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(64 * 1024 * 1024)
                .build();
        List<Tree> trees = new ArrayList<>();
        YamlTrees reader = new YamlTrees(file);
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                Lines lines = Lines.recording();
                JsonNode root = reader.value(node, "", lines, 0);
                if (!root.isNull()) {
                    trees.add(new Tree(root, lines));
                }
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw InputError.at(file, line, "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw InputError.at(
                    file,
                    1,
                    "this is not YAML: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        return trees;
    }

    private JsonNode value(Node node, String path, Lines lines, int depth) {
        int line = line(node);
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw InputError.at(file, line, "the document is nested too deeply or too large");
        }
        lines.put(path, line);
        return switch (node) {
            case MappingNode mapping -> object(mapping, path, lines, depth);
            case SequenceNode sequence -> {
                ArrayNode array = Json.array();
                for (Node element : sequence.getValue()) {
                    array.add(value(element, Lines.child(path, array.size()), lines, depth + 1));
                }
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar, line);
            default -> throw InputError.at(file, line, "this part of YAML is not supported");
        };
    }

    private ObjectNode object(MappingNode mapping, String path, Lines lines, int depth) {
        ObjectNode object = Json.object();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw InputError.at(file, line, "a key must be a plain word");
            }
            if (key.getValue().equals("<<") && key.isPlain()) {
                throw InputError.at(file, line, "merge keys (<<) are not supported; write the members out");
            }
            if (object.has(key.getValue())) {
                throw InputError.at(file, line, "the key \"" + key.getValue() + "\" is given twice");
            }
            String child = Lines.child(path, key.getValue());
            object.set(key.getValue(), value(tuple.getValueNode(), child, lines, depth + 1));
            lines.put(child, line);
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, int line) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return Json.NODES.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return Json.NODES.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
            }
            if (tag.equals(Tag.INT)) {
                return integer(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                return Json.NODES.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw InputError.at(file, line, "\"" + text + "\" is not a number that JSON has; quote it if it is text");
        }
        return Json.NODES.textNode(text);
    }

    private static JsonNode integer(String text) {
        BigInteger number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        return number.bitLength() < 32 ? Json.NODES.numberNode(number.intValue()) : Json.NODES.numberNode(number);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
