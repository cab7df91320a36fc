package io.mcpctl.resources.api;

import java.time.Instant;

/**
 * One stored resource.
 *
 * @param id opaque, {@code ^c[a-z0-9]{24}$}
 * @param version starts at 1 and grows by one per update
 */
public record Resource<S extends Record>(
        String id, String name, int version, Instant createdAt, Instant updatedAt, S spec) {

    public <T extends Record> Resource<T> with(T other) {
        return new Resource<>(id, name, version, createdAt, updatedAt, other);
    }
}
