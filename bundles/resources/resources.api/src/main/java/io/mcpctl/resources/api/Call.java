package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a {@link Route}.
 *
 * @param caller {@code anonymous}, who may do nothing, when the route is open to anyone and no bearer was sent
 * @param path values of the variables of the route's path, decoded
 * @param query values of each query parameter, decoded
 * @param headers request headers, names in lower case
 * @param body the checked body; an empty record when the route takes none
 * @param remoteAddress IP address of the peer
 */
public record Call<B extends Record>(
        Principal caller,
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        B body,
        String remoteAddress) {

    public Call {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** First value of a query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** Value of a variable of the path. */
    public String segment(String variable) {
        String value = path.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("the path has no variable " + variable);
        }
        return value;
    }

    /** Headers hold bearers, bodies hold passwords. */
    @Override
    public String toString() {
        return "Call[" + caller.name() + "]";
    }
}
