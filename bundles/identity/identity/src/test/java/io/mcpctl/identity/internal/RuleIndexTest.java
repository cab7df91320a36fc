package io.mcpctl.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.identity.internal.Facts.Definition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleIndexTest {
    private static final Principal ADA = Principal.user("ada@x.org", "c1", Set.of());
    private static final String SHA = "ab".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "edit, view create delete edit expose",
        "view, view",
        "create, create",
        "delete, delete",
        "run, run",
        "expose, expose view",
        "admin, ''"
    })
    void aRolePermitsItsActions(String role, String actions) {
        RuleIndex index = index(user("ada@x.org", Binding.on(role, "servers")));

        Set<String> allowed = new TreeSet<>();
        for (Action action : Action.values()) {
            if (index.allows(ADA, action, "servers", Optional.empty())) {
                allowed.add(action.name());
            }
        }

        Set<String> expected = new TreeSet<>(Arrays.asList(actions.split(" ", -1)));
        expected.remove("");
        assertEquals(expected, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "view, servers,  '',   view, servers, '',   true",
        "view, servers,  '',   view, servers, demo, true",
        "view, servers,  '',   view, secrets, '',   false",
        "view, servers,  demo, view, servers, demo, true",
        "view, servers,  demo, view, servers, '',   false",
        "view, servers,  demo, view, servers, x,    false",
        "view, servers,  demo, edit, servers, demo, false",
        "edit, *,        '',   view, secrets, demo, true",
        "edit, *,        '',   run,  servers, demo, false",
        "run,  *,        '',   run,  llms,    '',   true",
        "edit, llms,     '',   run,  llms,    x,    false",
        "create, servers, demo, create, servers, '', false"
    })
    void aBindingReachesWhatItNames(
            String role, String sort, String name, Action action, String asked, String which, boolean expected) {
        Binding binding = name.isEmpty() ? Binding.on(role, sort) : Binding.on(role, sort, name);
        RuleIndex index = index(user("ada@x.org", binding));

        assertEquals(
                expected, index.allows(ADA, action, asked, which.isEmpty() ? Optional.empty() : Optional.of(which)));
    }

    @Test
    void onlyOperationBindingsGiveOperations() {
        RuleIndex index = index(user("ada@x.org", Binding.on("run", Words.ALL), Binding.operation("logs")));

        assertTrue(index.allowsOperation(ADA, "logs"));
        assertFalse(index.allowsOperation(ADA, "backup"));
    }

    @Test
    void bindingsOfUserGroupsAndAccountAreUnited() {
        RuleIndex index = index(
                user("ada@x.org", Binding.on("view", "servers")),
                definition(Subject.Kind.Group, "team", Binding.on("view", "secrets", "one")),
                definition(Subject.Kind.Group, "other", Binding.on("view", "groups")),
                definition(Subject.Kind.ServiceAccount, "robot", Binding.on("view", "users")));
        Principal all = new Principal(
                "ada@x.org", Optional.of("c1"), Set.of("team"), Optional.of("robot"), Optional.empty(), false);

        assertEquals(Scope.ALL, index.scope(all, Action.view, "servers"));
        assertEquals(new Scope(false, Set.of("one")), index.scope(all, Action.view, "secrets"));
        assertEquals(Scope.ALL, index.scope(all, Action.view, "users"));
        assertTrue(index.scope(all, Action.view, "groups").isNone());
        assertTrue(index.scope(ADA, Action.view, "users").isNone());
    }

    @Test
    void aTokenHasItsOwnBindingsOnly() {
        RuleIndex index = index(
                user("ada@x.org", Binding.on("edit", Words.ALL)),
                definition(Subject.Kind.Group, "team", Binding.on("edit", Words.ALL)),
                definition(Subject.Kind.ServiceAccount, "robot", Binding.on("edit", Words.ALL)),
                definition(Subject.Kind.McpToken, SHA, Binding.on("view", "projects", "demo")));
        Principal token = new Principal(
                "ada@x.org",
                Optional.of("c1"),
                Set.of("team"),
                Optional.of("robot"),
                Optional.of(new Principal.Token("ci", "demo", "c2", SHA)),
                false);

        assertTrue(index.allows(token, Action.view, "projects", Optional.of("demo")));
        assertFalse(index.allows(token, Action.edit, "projects", Optional.of("demo")));
        assertFalse(index.allows(token, Action.view, "servers", Optional.empty()));
    }

    @Test
    void accessNamesTheDefinitionAndTheGroup() {
        RuleIndex index = new RuleIndex(new Facts(
                List.of(),
                Map.of("team", Set.of("ada@x.org")),
                List.of(
                        user("ada@x.org", Binding.on("view", "servers")),
                        definition(Subject.Kind.Group, "team", Binding.operation("logs")))));

        List<AccessEntry> access = index.access("ada@x.org");

        assertEquals(
                List.of("view:servers", "operation logs"),
                access.stream().map(e -> e.binding().toString()).toList());
        assertEquals(
                List.of("User-ada@x.org", "Group-team"),
                access.stream().map(AccessEntry::definition).toList());
        assertEquals(Optional.of("team"), access.getLast().group());
    }

    @Test
    void aDecisionAmongThousandDefinitionsTakesMicroseconds() {
        List<Definition> definitions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            definitions.add(definition(
                    Subject.Kind.Group, "g" + i, Binding.on("edit", "projects", "p" + i), Binding.on("run", "llms")));
        }
        RuleIndex index = new RuleIndex(new Facts(List.of(), Map.of(), definitions));
        Set<String> groups = Set.of("g1", "g2", "g3", "g500", "g999");
        Principal caller = Principal.user("ada@x.org", "c1", groups);
        long best = Long.MAX_VALUE;
        int allowed = 0;

        for (int round = 0; round < 20; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                allowed += index.allows(caller, Action.expose, "projects", Optional.of("p" + i)) ? 1 : 0;
            }
            best = Math.min(best, (System.nanoTime() - begin) / 1000);
        }

        assertEquals(20 * groups.size(), allowed);
        assertTrue(best <= 20_000, "a decision took " + best + " ns");
    }

    private static RuleIndex index(Definition... definitions) {
        return new RuleIndex(new Facts(List.of(), Map.of(), List.of(definitions)));
    }

    private static Definition user(String email, Binding... bindings) {
        return definition(Subject.Kind.User, email, bindings);
    }

    private static Definition definition(Subject.Kind kind, String name, Binding... bindings) {
        return new Definition(kind + "-" + name, List.of(new Subject(kind, name)), List.of(bindings));
    }
}
