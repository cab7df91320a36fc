package io.mcpctl.registries.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which servers come first: what fits the words, then what many use and somebody vouches for. */
final class Ranking {
    private static final double TEXT = 0.6;
    private static final double POPULARITY = 0.2;
    private static final double VERIFIED = 0.1;
    private static final double RUNS = 0.1;
    private static final double DEPRECATED = 0.5;

    private final List<String> words;

    Ranking(String text) {
        words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    List<Listing> sorted(List<Listing> listings) {
        return listings.stream()
                .sorted(Comparator.comparingDouble(this::score).reversed().thenComparing(Listing::key))
                .toList();
    }

    double score(Listing listing) {
        double score = TEXT * relevance(listing)
                + POPULARITY * popularity(listing)
                + (listing.verified() ? VERIFIED : 0)
                + (listing.offers().stream().anyMatch(Offers::canRun) ? RUNS : 0);
        return listing.deprecated() ? score * DEPRECATED : score;
    }

    /** From 0 to 1: a word in the name is worth more than one in the description. */
    private double relevance(Listing listing) {
        if (words.isEmpty()) {
            return 0;
        }
        String own = Words.label(listing.id());
        String name = listing.id().toLowerCase(Locale.ROOT);
        String title = listing.title().orElse("").toLowerCase(Locale.ROOT);
        String description = listing.description().toLowerCase(Locale.ROOT);
        double sum = 0;
        for (String word : words) {
            sum += own.equals(word) || title.equals(word)
                    ? 1
                    : own.contains(word) || title.contains(word)
                            ? 0.8
                            : name.contains(word) ? 0.6 : description.contains(word) ? 0.4 : 0;
        }
        return sum / words.size();
    }

    /** A million uses are 1. */
    private static double popularity(Listing listing) {
        return listing.popularity()
                .map(count -> Math.min(1, Math.log10(1.0 + count) / 6))
                .orElse(0.0);
    }
}
