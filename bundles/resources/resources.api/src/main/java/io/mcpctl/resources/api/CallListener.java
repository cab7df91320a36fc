package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of every request to the REST interface once it is answered, on its thread: must return quickly. */
@ConsumerType
public interface CallListener {
    void served(Served call);

    /**
     * One answered request.
     *
     * @param caller absent when nobody could be identified
     * @param route path of the route with its variables, such as <code>/servers/{name}</code>; {@code -} when unknown
     * @param path as requested, without the query
     * @param verb as in {@link Route#verb}, or {@code create}, {@code update}, {@code delete}, {@code read};
     *     for an application of a document what became of it: {@code create}, {@code update}, {@code unchanged}, {@code
     *     dry-run}
     * @param resource plural of the kind, or first segment of the route
     * @param id of the resource, when one was concerned
     * @param name of the resource, when one was concerned; as written in the path where nothing else is known
     * @param changed names of the members that a write changed
     * @param took time from the request's arrival
     * @param stream whether the answer was a stream of events, which lasts as long as its reader likes
     */
    record Served(
            Optional<Principal> caller,
            String method,
            String route,
            String path,
            String verb,
            String resource,
            Optional<String> id,
            Optional<String> name,
            List<String> changed,
            int status,
            Duration took,
            String remoteAddress,
            String requestId,
            boolean stream) {
        public Served {
            changed = List.copyOf(changed);
        }

        /** An answer that is no stream. */
        public Served(
                Optional<Principal> caller,
                String method,
                String route,
                String path,
                String verb,
                String resource,
                Optional<String> id,
                Optional<String> name,
                List<String> changed,
                int status,
                Duration took,
                String remoteAddress,
                String requestId) {
            this(
                    caller,
                    method,
                    route,
                    path,
                    verb,
                    resource,
                    id,
                    name,
                    changed,
                    status,
                    took,
                    remoteAddress,
                    requestId,
                    false);
        }
    }
}
