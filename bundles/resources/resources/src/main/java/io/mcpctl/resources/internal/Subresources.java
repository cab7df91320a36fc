package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.Subresource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of subresources. */
@Component(service = Subresources.class)
public final class Subresources {
    private final List<Subresource<?>> all = new CopyOnWriteArrayList<>();

    /** A subresource that takes any resource of its kind. */
    interface Reader {
        Record read(Resource<?> resource, Map<String, String> query);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSubresource(Subresource<?> subresource) {
        all.add(subresource);
    }

    void removeSubresource(Subresource<?> subresource) {
        all.remove(subresource);
    }

    Optional<Reader> find(String kind, String name) {
        return all.stream()
                .filter(s -> s.kind().equals(kind) && s.name().equals(name))
                .findFirst()
                .map(Subresources::reader);
    }

    private static <S extends Record> Reader reader(Subresource<S> subresource) {
        return (resource, query) -> {
            @SuppressWarnings("unchecked") // the kind's name was compared: its records are S
            Resource<S> typed = (Resource<S>) resource;
            return subresource.read(typed, query);
        };
    }
}
