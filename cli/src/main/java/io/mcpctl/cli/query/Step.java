package io.mcpctl.cli.query;

import java.util.List;
import java.util.Optional;

/** One step of a path, from some values to others. */
sealed interface Step {
    /** {@code .name} or {@code ['name']}. */
    record Child(String name) implements Step {}

    /** {@code *} or {@code [*]}. */
    record All() implements Step {}

    /** {@code ..}: the values themselves and everything below them. */
    record Descend() implements Step {}

    /** {@code [2]}, {@code [-1]}. */
    record Index(int at) implements Step {}

    /** {@code [from:to:by]}. */
    record Slice(Optional<Integer> from, Optional<Integer> to, int by) implements Step {}

    /** {@code [0,2]}, {@code ['a','b']}. */
    record Either(List<Step> steps) implements Step {
        public Either {
            steps = List.copyOf(steps);
        }
    }

    /** {@code [?(@.a=="b")]}. */
    record Filter(Condition condition) implements Step {}
}
