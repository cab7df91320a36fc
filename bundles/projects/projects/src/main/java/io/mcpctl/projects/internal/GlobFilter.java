package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.ToolFilter;
import io.mcpctl.projects.api.ToolPatterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The patterns of one attachment: plain names are looked up, only true patterns are matched. */
final class GlobFilter implements ToolFilter {
    private final ToolPatterns patterns;
    private final Side include;
    private final Side exclude;

    GlobFilter(ToolPatterns patterns) {
        this.patterns = patterns;
        this.include = Side.of(patterns.include());
        this.exclude = Side.of(patterns.exclude());
    }

    @Override
    public boolean offers(String tool) {
        return (patterns.include().isEmpty() || include.has(tool)) && !exclude.has(tool);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GlobFilter filter && patterns.equals(filter.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    private record Side(Set<String> names, List<Glob> globs) {
        static Side of(List<String> patterns) {
            Set<String> names = new HashSet<>();
            List<Glob> globs = new ArrayList<>();
            for (String pattern : patterns) {
                if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                    names.add(pattern);
                } else {
                    globs.add(new Glob(pattern));
                }
            }
            return new Side(Set.copyOf(names), List.copyOf(globs));
        }

        boolean has(String tool) {
            return names.contains(tool) || globs.stream().anyMatch(glob -> glob.matches(tool));
        }
    }
}
