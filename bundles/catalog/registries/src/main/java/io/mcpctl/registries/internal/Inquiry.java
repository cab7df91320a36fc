package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search in one registry: its pages are followed until there is enough. */
final class Inquiry {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
    private static final int PAGES = 5;

    private Inquiry() {}

    static List<Listing> search(Registry registry, Search search, Answers answers, long deadline)
            throws InterruptedException {
        List<Object> question = List.of(registry.base(), registry.name(), search);
        Optional<List<Listing>> known = answers.find(question);
        if (known.isPresent()) {
            return known.get();
        }
        List<Listing> found = new ArrayList<>();
        int skipped = 0;
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            RegistrySource.Page next =
                    page(registry, registry.get(registry.source().searchPath(search, cursor), deadline));
            next.listings().stream().filter(search::wants).forEach(found::add);
            skipped += next.skipped();
            Optional<String> following = next.next();
            if (found.size() >= search.limit()
                    || following.isEmpty()
                    || following.get().equals(cursor)) {
                break;
            }
            cursor = following.get();
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

    static Listing server(Registry registry, String id, Answers answers, long deadline) throws InterruptedException {
        List<Object> question = List.of(registry.base(), registry.name(), id);
        Optional<List<Listing>> known = answers.find(question);
        if (known.isPresent()) {
            return known.get().getFirst();
        }
        Listing listing = registry.source()
                .server(registry.get(registry.source().serverPath(id), deadline))
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UPSTREAM,
                        "has a record of \"" + Untrusted.line(id, 200) + "\" that makes no sense"));
        answers.keep(question, List.of(listing));
        return listing;
    }

    private static RegistrySource.Page page(Registry registry, JsonNode answer) {
        try {
            return registry.source().page(answer);
        } catch (RegistrySource.MalformedAnswerException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM,
                    "answered in a form that is not known; see registries." + registry.name() + ".url",
                    e);
        }
    }
}
