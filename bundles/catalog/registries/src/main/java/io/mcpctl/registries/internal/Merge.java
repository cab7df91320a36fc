package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryListing.Repository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Joins records of the same server: those with a package in common, and those of the same repository, unless a registry has
 * several servers from that repository. The richest record stays and takes over what only the others know.
 */
final class Merge {
    private Merge() {}

    static List<Listing> of(List<Listing> listings) {
        int[] group = new int[listings.size()];
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
        }
        byPackage(listings, group);
        byRepository(listings, group);
        Map<Integer, Listing> merged = new LinkedHashMap<>();
        for (int i = 0; i < group.length; i++) {
            merged.merge(root(group, i), listings.get(i), Merge::richer);
        }
        return List.copyOf(merged.values());
    }

    private static Listing richer(Listing one, Listing other) {
        return other.richness() > one.richness() ? other.with(one) : one.with(other);
    }

    private static void byPackage(List<Listing> listings, int[] group) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            for (String name : listings.get(i).packages()) {
                Integer before = first.putIfAbsent(name, i);
                if (before != null) {
                    join(group, i, before);
                }
            }
        }
    }

    private static void byRepository(List<Listing> listings, int[] group) {
        Map<String, List<Integer>> same = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            int index = i;
            listings.get(i).repository().ifPresent(repository -> same.computeIfAbsent(
                            key(repository), key -> new ArrayList<>())
                    .add(index));
        }
        for (List<Integer> candidates : same.values()) {
            List<String> sources =
                    candidates.stream().map(i -> listings.get(i).source()).toList();
            boolean once = sources.stream().allMatch(source -> Collections.frequency(sources, source) == 1);
            for (int i = 1; once && i < candidates.size(); i++) {
                if (!contradict(listings.get(candidates.getFirst()), listings.get(candidates.get(i)))) {
                    join(group, candidates.get(i), candidates.getFirst());
                }
            }
        }
    }

    /** The same however an address is written. */
    private static String key(Repository repository) {
        String plain = repository
                .url()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(git\\+)?(https?|ssh|git)://(www\\.|[^/@]*@)?", "")
                .replaceFirst("^git@([^:/]+):", "$1/")
                .replaceFirst("[?#].*$", "")
                .replaceFirst("(\\.git)?/*$", "");
        return plain + repository.folder().map(path -> "#" + path).orElse("");
    }

    /** Both name packages, and no common one. */
    private static boolean contradict(Listing one, Listing other) {
        Set<String> packages = one.packages();
        return !packages.isEmpty() && !other.packages().isEmpty() && Collections.disjoint(packages, other.packages());
    }

    private static int root(int[] group, int index) {
        int at = index;
        while (group[at] != at) {
            at = group[at];
        }
        return at;
    }

    private static void join(int[] group, int one, int other) {
        int mine = root(group, one);
        int theirs = root(group, other);
        group[Math.max(mine, theirs)] = Math.min(mine, theirs);
    }
}
