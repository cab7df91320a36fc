package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.Arguments;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All options of a kind: those of its members, those of members of members, and the shorter ways to say things. */
public final class KindFlags {
    private final Kind kind;
    private final List<Flag> flags = new ArrayList<>();
    private final Set<String> taken;

    /** @param taken options that mean something else on the line */
    public KindFlags(Kind kind, Set<String> taken) {
        this.kind = kind;
        this.taken = new HashSet<>(taken);
        for (Member member : kind.writable()) {
            MemberFlags.of(member, Shorthands.aliases(kind, member)).forEach(this::add);
        }
        Shorthands.of(kind).forEach(this::add);
        nested();
    }

    private void add(Flag flag) {
        List<String> free = flag.names().stream().filter(taken::add).toList();
        if (!free.isEmpty()) {
            flags.add(new Flag(free, flag.label(), flag.description(), flag.setter()));
        }
    }

    /** {@code resources.memory} is {@code --memory}, unless something else is called so. */
    private void nested() {
        Map<String, Integer> seen = new HashMap<>();
        List<Flag> candidates = new ArrayList<>();
        for (Member outer : kind.writable()) {
            if (outer.isList() || outer.isMap() || Shorthands.isWhole(kind, outer)) {
                continue;
            }
            for (Member inner : outer.members()) {
                if (inner.isScalar() && !inner.computed()) {
                    for (Flag flag : MemberFlags.of(inner, List.of())) {
                        seen.merge(flag.key(), 1, Integer::sum);
                        candidates.add(new Flag(
                                flag.names().stream()
                                        .filter(name -> name.startsWith("--"))
                                        .toList(),
                                flag.label(),
                                flag.description() + " (" + outer.name() + "." + inner.name() + ")",
                                (document, text) ->
                                        flag.setter().set(document.withObjectProperty(outer.name()), text)));
                    }
                }
            }
        }
        candidates.stream()
                .filter(flag -> seen.getOrDefault(flag.key(), 0) == 1)
                .forEach(this::add);
    }

    public List<Usage.Option> options() {
        return flags.stream().map(Flag::option).toList();
    }

    /** Writes what the line says into the document. */
    public void fill(ObjectNode document, Arguments arguments) {
        for (Flag flag : flags) {
            if (!arguments.has(flag.key())) {
                continue;
            }
            if (flag.label().isEmpty()) {
                String opposite = "--no-" + flag.key().substring(2);
                if (arguments.has(opposite)) {
                    throw CliException.usage(flag.key() + " and " + opposite + " exclude each other");
                }
                flag.setter().set(document, "");
            } else {
                arguments.values(flag.key()).forEach(text -> flag.setter().set(document, text));
            }
        }
    }
}
