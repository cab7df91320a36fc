package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryLine;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search in one registry: its pages are followed until there is enough. */
final class Inquiry {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
    private static final int PAGES = 5;
    /** More than a page was asked for is not read. */
    private static final int LARGEST_PAGE = 200;

    private Inquiry() {}

    static List<Listing> search(Registry registry, Search search, Answers answers, long deadline)
            throws InterruptedException {
        try (Sources.Turn turn = registry.sources().turn(registry.name())) {
            RegistryAddress address = turn.source().address();
            List<Object> question = question(registry, address, search);
            Optional<List<Listing>> known = answers.find(question);
            if (known.isPresent()) {
                return known.get();
            }
            RegistryLine line = registry.line(address, deadline);
            List<Listing> found = new ArrayList<>();
            int skipped = 0;
            String cursor = "";
            for (int page = 0; page < PAGES; page++) {
                RegistryPage next = turn.source().search(search.query(), cursor, line);
                skipped += next.skipped();
                for (RegistryListing told :
                        next.listings().stream().limit(LARGEST_PAGE).toList()) {
                    Optional<Listing> listing = Cleaning.listing(registry.name(), told);
                    listing.filter(search::wants).ifPresent(found::add);
                    skipped += listing.isPresent() ? 0 : 1;
                }
                String following = next.next().orElse(cursor);
                if (found.size() >= search.limit() || following.equals(cursor)) {
                    break;
                }
                cursor = following;
            }
            if (skipped > 0) {
                LOG.atDebug()
                        .addKeyValue("registry", registry.name())
                        .addKeyValue("skipped", skipped)
                        .log("records of a registry make no sense");
            }
            List<Listing> enough = List.copyOf(found.subList(0, Math.min(found.size(), search.limit())));
            answers.keep(question, enough);
            return enough;
        }
    }

    static Listing server(Registry registry, String id, Answers answers, long deadline) throws InterruptedException {
        try (Sources.Turn turn = registry.sources().turn(registry.name())) {
            RegistryAddress address = turn.source().address();
            List<Object> question = question(registry, address, id);
            Optional<List<Listing>> known = answers.find(question);
            if (known.isPresent()) {
                return known.get().getFirst();
            }
            Listing listing = turn.source()
                    .server(id, registry.line(address, deadline))
                    .flatMap(told -> Cleaning.listing(registry.name(), told))
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.UPSTREAM,
                            "has a record of \"" + Untrusted.line(id, 200) + "\" that makes no sense"));
            answers.keep(question, List.of(listing));
            return listing;
        }
    }

    private static List<Object> question(Registry registry, RegistryAddress address, Object what) {
        return List.of(registry.sources().state(), registry.name(), address.url(), what);
    }
}
