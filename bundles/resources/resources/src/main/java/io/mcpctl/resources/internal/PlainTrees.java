package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.RecordTrees;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Trees by way of JSON, with the same checks as documents. */
@Component
public final class PlainTrees implements RecordTrees {
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    @Override
    public <R extends Record> R read(Class<R> type, Map<String, ?> tree, boolean strict) {
        ObjectNode document = Json.MAPPER.valueToTree(tree);
        return type.cast(new RecordReader(strict).read(new RecordSchema(type), document, Set.of()));
    }

    @Override
    public Map<String, Object> write(Record record) {
        return Json.MAPPER.convertValue(RecordWriter.write(record), TREE);
    }
}
