package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes resources in the database. Each call is one transaction; what was returned is durable. Safe for
 * concurrent use. Throws {@code ProblemException}: NOT_FOUND, CONFLICT (duplicate name, stale version, still
 * referenced), INVALID, UNAVAILABLE when the database cannot be reached.
 */
@ProviderType
public interface ResourceStore {
    /** Descriptions of the kinds that are registered now, those that are applied first before others. */
    List<ResourceKind<?>> kinds();

    /** By id when the word has the shape of one, else by name; {@link Computed} members are not filled. */
    <S extends Record> Optional<Resource<S>> find(ResourceKind<S> kind, String idOrName);

    /** All resources of a kind in name order. */
    <S extends Record> List<Resource<S>> list(ResourceKind<S> kind);

    /** Those whose {@link Ref} member points to the resource with this id or name, in name order. */
    <S extends Record> List<Resource<S>> listBy(ResourceKind<S> kind, String refMember, String idOrName);

    <S extends Record> Resource<S> create(ResourceKind<S> kind, String name, S spec);

    /** Reads, changes and writes under the row's lock; a change that returns an equal spec writes nothing. */
    <S extends Record> Resource<S> update(ResourceKind<S> kind, String idOrName, UnaryOperator<S> change);

    /** Deletes; an unknown name is NOT_FOUND. Does not call {@link KindProvider#beforeDelete}. */
    <S extends Record> void delete(ResourceKind<S> kind, String idOrName);

    /**
     * Several reads and writes as one: all is durable when the work returns, nothing when it throws.
     *
     * @param caller on whose behalf
     */
    <T> T transact(Principal caller, Function<Transaction, T> work);
}
