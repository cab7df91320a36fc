package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The interface of one public registry: how it is asked, and what its answers mean. */
interface RegistrySource {
    /** As people name it, and as it is named in the configuration. */
    String name();

    /** Address below the registry's own of a page of a search; the cursor is empty for the first one. */
    String searchPath(Search search, String cursor);

    /** @throws MalformedAnswerException when it is no page at all */
    Page page(JsonNode answer);

    /** Address of one server. */
    String serverPath(String id);

    /** Empty when the record makes no sense. */
    Optional<Listing> server(JsonNode answer);

    /**
     * Part of the answer to a search.
     *
     * @param skipped records that made no sense
     * @param next cursor of the next page
     */
    record Page(List<Listing> listings, int skipped, Optional<String> next) {
        public Page {
            listings = List.copyOf(listings);
        }

        /** The members of an array that make sense. */
        static Page of(JsonNode records, Function<JsonNode, Optional<Listing>> format, Optional<String> next) {
            if (!records.isArray()) {
                throw new MalformedAnswerException();
            }
            List<Listing> listings = new ArrayList<>();
            int skipped = 0;
            for (JsonNode record : records) {
                Optional<Listing> listing = format.apply(record);
                listing.ifPresent(listings::add);
                skipped += listing.isPresent() ? 0 : 1;
            }
            return new Page(listings, skipped, next);
        }
    }

    /** The answer is JSON, but not of this registry's form. */
    final class MalformedAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
