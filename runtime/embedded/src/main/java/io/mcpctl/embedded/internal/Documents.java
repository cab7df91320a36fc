package io.mcpctl.embedded.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML documents as JSON. */
public final class Documents {
    private static final int MAX = 16 * 1024 * 1024;

    private Documents() {}

    /** One text for each document that is not empty. */
    public static List<String> toJson(String yaml) {
        LoadSettings strict = LoadSettings.builder()
                .setLabel("definitions")
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MAX)
                .build();
        List<String> documents = new ArrayList<>();
        try {
            for (Object document : new Load(strict).loadAllFromString(yaml)) {
                if (document != null) {
                    documents.add(Values.write(document));
                }
            }
        } catch (YamlEngineException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "the definitions are not YAML: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    e);
        }
        return documents;
    }
}
