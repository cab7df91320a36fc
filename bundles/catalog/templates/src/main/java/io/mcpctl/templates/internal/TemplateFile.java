package io.mcpctl.templates.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One template as a file has it: the document that {@code apply} takes, where {@code kind} may be left out.
 *
 * @param origin path of the file, for messages
 */
record TemplateFile(String origin, String name, TemplateSpec spec) {
    private static final Naming.Named NAMING = (Naming.Named) ResourceKind.NAME;

    /** @throws ProblemException INVALID, saying what is wrong in the file */
    static TemplateFile read(String origin, String yaml, RecordTrees trees) {
        Map<String, Object> document = document(yaml);
        Object kind = document.remove("kind");
        if (kind != null && !"template".equals(kind)) {
            throw wrong("kind is \"" + kind + "\"; it can only be template");
        }
        Object name = document.remove("name");
        if (!(name instanceof String text) || !text.matches(NAMING.pattern())) {
            throw wrong("name is \"" + name + "\"; it has to be " + NAMING.meaning());
        }
        return new TemplateFile(origin, text, trees.read(TemplateSpec.class, document, true));
    }

    private static Map<String, Object> document(String yaml) {
        Object document;
        try {
            document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw wrong("not YAML: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        if (!(document instanceof Map<?, ?> map)) {
            throw wrong("not the document of a template: members such as name and packageName are expected");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put(String.valueOf(key), value));
        return members;
    }

    private static ProblemException wrong(String sentence) {
        return new ProblemException(ProblemKind.INVALID, sentence);
    }
}
