package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints how long decisions take among many definitions, for three sorts of callers. A clock costs about as much as a
 * decision, so a sample is the mean of a few. In the package of the rules, which offer nothing else to be filled by.
 */
public final class AccessBenchmark {
    private static final int DEFINITIONS = 1_000;
    private static final int TOGETHER = 16;
    private static final int WARM_UP = 300_000;
    private static final int SAMPLES = 300_000;
    private static final int GROUPS = 10;

    private final AccessControl access;
    private final List<Permission> asked = new ArrayList<>();
    private int next;

    private AccessBenchmark(AccessControl access) {
        this.access = access;
        for (int i = 0; i < DEFINITIONS; i++) {
            asked.add(Permission.on(Action.expose, "projects", "project-" + i));
            asked.add(Permission.on(Action.view, "servers", "server-" + i));
        }
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws SQLException {
        Rules rules = new Rules();
        rules.compare(new ManyRules(DEFINITIONS));
        AccessBenchmark benchmark = new AccessBenchmark(new RuleAccess(rules, new AccessListeners()));
        System.out.printf(
                Locale.ROOT,
                "%d definitions; means of %d decisions; %d samples%n%n"
                        + "| caller | p50 ns | p99 ns | allowed |%n|---|---|---|---|%n",
                DEFINITIONS,
                TOGETHER,
                SAMPLES);
        benchmark.run("user", Principal.user(ManyRules.user(0), "c0", Set.of()));
        benchmark.run("member of " + GROUPS + " groups", Principal.user("member@example.org", "c1", groups()));
        benchmark.run("token", token());
    }

    private static Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(ManyRules.group(3 * i + 1));
        }
        return groups;
    }

    private static Principal token() {
        return new Principal(
                "owner@example.org",
                Optional.of("c2"),
                Set.of(),
                Optional.empty(),
                Optional.of(new Principal.Token("ci", "project-2", "c3", ManyRules.sha(2))),
                false);
    }

    private void run(String name, Principal caller) {
        samples(caller, new long[WARM_UP]);
        long[] nanos = new long[SAMPLES];
        int allowed = samples(caller, nanos);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.2f %% |%n",
                name,
                share(nanos, 0.5),
                share(nanos, 0.99),
                100.0 * allowed / ((double) SAMPLES * TOGETHER));
    }

    private static double share(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / (double) TOGETHER;
    }

    /** Fills in how long each sample took; how many decisions were in favour. */
    private int samples(Principal caller, long[] nanos) {
        int allowed = 0;
        for (int i = 0; i < nanos.length; i++) {
            long begin = System.nanoTime();
            for (int k = 0; k < TOGETHER; k++) {
                allowed += access.allows(caller, asked.get(next)) ? 1 : 0;
                next = (next + 1) % asked.size();
            }
            nanos[i] = System.nanoTime() - begin;
        }
        return allowed;
    }
}
