package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.ResourceStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers whether the caller may, without doing it. */
@Component(service = CanI.class)
public final class CanI {
    private final AccessControl access;
    private final ResourceStore store;

    @Activate
    public CanI(@Reference AccessControl access, @Reference ResourceStore store) {
        this.access = access;
        this.store = store;
    }

    Views.Verdict answer(Call<?> call) {
        Words words = Words.of(store.kinds());
        Permission asked = asked(call, words);
        if (call.caller().unrestricted()) {
            return new Views.Verdict(true, "'" + call.caller().name() + "' may do everything");
        }
        return access.allows(call.caller(), asked) || access.allows(call.caller(), anyScope(asked, words))
                ? new Views.Verdict(
                        true, asked + " is held by '" + call.caller().name() + "'")
                : new Views.Verdict(false, asked + " required");
    }

    /** A rule for a name without a scope is for the name in every scope. */
    private static Permission anyScope(Permission asked, Words words) {
        return asked instanceof Permission.OnResource on
                ? new Permission.OnResource(
                        on.action(), on.resource(), on.name().map(name -> words.inEveryScope(on.resource(), name)))
                : asked;
    }

    private static Permission asked(Call<?> call, Words words) {
        Optional<String> operation = call.parameter("operation");
        Optional<String> action = call.parameter("action");
        Optional<String> resource = call.parameter("resource");
        if (operation.isPresent()) {
            if (!Words.OPERATIONS.contains(operation.get())) {
                throw wrong("operation", operation.get(), String.join(", ", Words.OPERATIONS));
            }
            return new Permission.Operation(operation.get());
        }
        if (action.isEmpty() || resource.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.INVALID, "give action and resource (and a name), or operation, as query parameters");
        }
        Action known = Arrays.stream(Action.values())
                .filter(a -> a.name().equals(action.get()))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "action",
                        action.get(),
                        Arrays.stream(Action.values()).map(Action::name).collect(Collectors.joining(", "))));
        String plural =
                words.resource(resource.get()).orElseThrow(() -> wrong("resource", resource.get(), words.allowed()));
        return new Permission.OnResource(known, plural, call.parameter("name"));
    }

    private static ProblemException wrong(String parameter, String value, String allowed) {
        String message = "unknown " + parameter + " '" + value + "'; allowed are " + allowed;
        return new ProblemException(
                new Problem(ProblemKind.INVALID, message, List.of(new Violation(parameter, message))), null);
    }
}
