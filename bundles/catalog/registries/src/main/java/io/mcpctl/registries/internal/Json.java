package io.mcpctl.registries.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryAnswer;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers of registries that speak JSON. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** @throws ProblemException UPSTREAM when it is none */
    static JsonNode object(RegistryAnswer answer, RegistryAddress address) {
        String type = answer.type();
        try {
            JsonNode json = MAPPER.readTree(answer.body());
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            if (type.endsWith("json")) {
                throw new ProblemException(ProblemKind.UPSTREAM, "answered with broken JSON", e);
            }
        }
        throw new ProblemException(
                ProblemKind.UPSTREAM,
                "answered with "
                        + (type.isEmpty() || type.endsWith("json") ? "something else" : Untrusted.line(type, 50))
                        + " and not with a JSON object; see " + address.settings() + ".url");
    }

    /**
     * The members of an array that make sense.
     *
     * @throws ProblemException UPSTREAM when it is none
     */
    static RegistryPage page(
            JsonNode records,
            Function<JsonNode, Optional<RegistryListing>> format,
            Optional<String> next,
            RegistryAddress address) {
        if (!records.isArray()) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "answered in a form that is not known; see " + address.settings() + ".url");
        }
        List<RegistryListing> listings = new ArrayList<>();
        int skipped = 0;
        for (JsonNode record : records) {
            Optional<RegistryListing> listing = format.apply(record);
            listing.ifPresent(listings::add);
            skipped += listing.isPresent() ? 0 : 1;
        }
        return new RegistryPage(listings, skipped, next);
    }

    static Optional<String> found(JsonNode object, String member) {
        return Optional.of(object.path(member).asText("")).filter(text -> !text.isEmpty());
    }
}
