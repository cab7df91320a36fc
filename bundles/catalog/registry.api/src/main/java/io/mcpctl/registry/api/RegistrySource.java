package io.mcpctl.registry.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one registry: how it is asked, and what its answers mean. Register it as a service with the property {@code type}:
 * the word that users name the registry by, lower-case letters, digits and {@code -}, such as {@code official}. From then on it
 * is searched with the others, unless {@code registries.enabled} leaves it out. Waiting for all at once, limits, memory,
 * proxies, filters, merging and ranking are the product's work.
 *
 * <pre>{@code
 * @Component(property = "type=acme")
 * public final class AcmeRegistry implements RegistrySource {
 *     @Override
 *     public RegistryAddress address() {
 *         return RegistryAddress.of("com.example.acme", "https://mcp.acme.example", "");
 *     }
 *
 *     @Override
 *     public RegistryPage search(RegistryQuery query, String cursor, RegistryLine line) throws InterruptedException {
 *         RegistryAnswer answer = line.get("/find?q=" + URLEncoder.encode(query.text(), UTF_8));
 *         List<RegistryListing> listings = answer.body().lines()
 *                 .map(name -> RegistryListing.of(name, "", List.of(RegistryOffer.remote("https://mcp.acme.example/" + name))))
 *                 .toList();
 *         return new RegistryPage(listings, 0, Optional.empty());
 *     }
 *
 *     @Override
 *     public Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException { ... }
 * }
 * }</pre>
 *
 * <p>Called concurrently, each call on a virtual thread of its own that is interrupted when the limit is over. A problem that
 * is thrown becomes a warning beside what the others found: its sentence goes on after the name of the registry, such as
 * {@code answered in a form that is not known}, and its kind is UPSTREAM as a rule. What else is thrown is logged, and costs the
 * answer of this registry only.
 */
@ConsumerType
@ExtensionPoint(family = "registry", key = "type")
public interface RegistrySource {
    /** Where the registry is; by its own configuration, if it has one. Returns at once. */
    RegistryAddress address();

    /**
     * A page of a search. Pages are asked for, five at most, until there are enough servers.
     *
     * @param cursor {@link RegistryPage#next()} of the page before; empty for the first one
     * @throws io.mcpctl.problem.api.ProblemException see the type
     */
    RegistryPage search(RegistryQuery query, String cursor, RegistryLine line) throws InterruptedException;

    /**
     * One server.
     *
     * @param id {@link RegistryListing#id()}, or what a user typed: letters, digits, {@code @ . _ - /} and no segment of dots
     *     alone, at most 250 characters
     * @return empty when there is a record that makes no sense
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND when there is none, which {@link RegistryLine#get} throws by itself;
     *     others see the type
     */
    Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException;
}
