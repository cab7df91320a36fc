package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How long a result may be kept, and whether others may see it.
 *
 * @param millis at most this long; 0 is not at all
 * @param shared whether it is the same for everybody
 */
public record Freshness(long millis, boolean shared) {
    /** Nothing is known: it must not be kept or shared. */
    public static final Freshness UNKNOWN = new Freshness(0, false);
    /** Projects change, also while nobody subscribes to that. */
    public static final Freshness LONGEST = new Freshness(300_000, true);

    public static Freshness of(Envelope answer) {
        byte[] text = answer.message();
        Map<String, Span> result =
                answer.span(Member.RESULT).map(span -> Json.members(text, span)).orElse(Map.of());
        Span ttl = result.get("ttlMs");
        Span scope = result.get("cacheScope");
        return new Freshness(
                ttl == null ? 0 : millis(text, ttl),
                scope != null && Json.text(text, scope).filter("public"::equals).isPresent());
    }

    private static long millis(byte[] text, Span number) {
        try {
            return Math.max(
                    0, Long.parseLong(new String(text, number.start(), number.length(), StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return 0; // not a number of milliseconds: nothing to rely on
        }
    }

    public Freshness and(Freshness other) {
        return new Freshness(Math.min(millis, other.millis), shared && other.shared);
    }

    public void addTo(Map<String, byte[]> result) {
        result.put("ttlMs", Messages.ascii(Long.toString(millis)));
        result.put("cacheScope", Messages.ascii(shared ? "\"public\"" : "\"private\""));
    }
}
