package io.mcpctl.resources.api;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A read below a resource, {@code GET /api/v1/<plural>/<name>/<subresource>}, such as {@code logs} of an instance. */
@ConsumerType
public interface Subresource<S extends Record> {
    /** Singular name of the kind. */
    String kind();

    /** Last segment of the path. */
    String name();

    /**
     * @param query first value of each query parameter
     * @return a record, shown as JSON
     */
    Record read(Resource<S> resource, Map<String, String> query);
}
