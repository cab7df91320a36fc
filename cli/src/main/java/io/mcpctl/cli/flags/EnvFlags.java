package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** {@code --env} where it is no member of a kind. */
public final class EnvFlags {
    private EnvFlags() {}

    /** Entries of {@code env} from {@code NAME=value} and {@code NAME=secretRef:secret/key}. */
    public static ArrayNode entries(List<String> texts) {
        ArrayNode entries = Json.array();
        texts.forEach(text -> entries.add(Values.variable("--env", text)));
        return entries;
    }
}
