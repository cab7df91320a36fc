package io.mcpctl.resources.api;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Records with the annotations of kinds as trees of maps, lists, strings, numbers and booleans, such as a file holds them
 * or a member of type {@code Map<String, Object>} keeps them. Safe for concurrent use.
 */
@ProviderType
public interface RecordTrees {
    /**
     * The record that a tree describes; absent members have their defaults.
     *
     * @param strict whether unknown members are refused; otherwise they are ignored
     * @throws io.mcpctl.problem.api.ProblemException INVALID, with one violation per offending path
     */
    <R extends Record> R read(Class<R> type, Map<String, ?> tree, boolean strict);

    /** The tree of a record, without absent members; values of {@link Secret} members are masked. */
    Map<String, Object> write(Record record);
}
