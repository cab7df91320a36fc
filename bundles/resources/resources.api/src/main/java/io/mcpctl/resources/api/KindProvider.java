package io.mcpctl.resources.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Adds a kind to the product: register one as a service and REST routes, storage, tables and CLI verbs appear. The
 * defaults suit a kind without rules of its own. Called concurrently.
 */
@ConsumerType
public interface KindProvider<S extends Record> {
    ResourceKind<S> kind();

    /**
     * Rules between members, after each member was checked by itself. May complete the spec with dependent defaults.
     *
     * @param before the resource as it is stored, when it is an update: {@link Hidden} members are there, {@link Computed}
     *     and {@link Linked} ones are not
     * @param transaction the write's own; it also says who writes
     * @return the spec to store; when all its stored members equal those before, nothing is written
     * @throws io.mcpctl.problem.api.ProblemException INVALID, with one violation per offending path
     */
    default S check(S spec, Optional<Resource<S>> before, Transaction transaction) {
        return spec;
    }

    /**
     * As {@link #check(Record, Optional, Transaction)}, for kinds whose rules depend on the name. This one is called;
     * it calls the other.
     *
     * @param name of the resource, whether it exists already or not
     */
    default S check(String name, S spec, Optional<Resource<S>> before, Transaction transaction) {
        return check(spec, before, transaction);
    }

    /**
     * Fills {@link Computed} and {@link Linked} members of a resource that is about to be shown, or that a partial
     * write is about to be merged into.
     */
    default S present(Resource<S> resource, Transaction transaction) {
        return resource.spec();
    }

    /**
     * Writes {@link Linked} members to where they are kept. Called after each create and update, within the same
     * transaction: calls of {@code transaction} join it, and a problem thrown here undoes the whole write.
     *
     * @param resource as it was written, with the linked members of the document
     */
    default void afterWrite(Resource<S> resource, Transaction transaction) {}

    /**
     * Called when an update names the resource differently, which no kind allows.
     *
     * @throws io.mcpctl.problem.api.ProblemException to refuse it with a problem of the kind's own; else it is INVALID
     */
    default void onRename(Resource<S> resource, String name) {}

    /** Called before a delete is carried out, outside of its transaction: long work (stopping processes) belongs here. */
    default void beforeDelete(Resource<S> resource, ResourceStore store) {}

    /**
     * Called within the transaction of a delete, before the row goes.
     *
     * @return false when the delete meant something else and the row stays: then what {@code present} shows is answered
     * @throws io.mcpctl.problem.api.ProblemException CONFLICT or FORBIDDEN to refuse
     */
    default boolean onDelete(Resource<S> resource, Transaction transaction) {
        return true;
    }

    /** Whether the resource is in lists; one that is not is found by its name only. */
    default boolean listed(Resource<S> resource) {
        return true;
    }

    /** Whether the resource is there for history only, so that {@code apply} makes another of its name. */
    default boolean ended(Resource<S> resource) {
        return false;
    }
}
