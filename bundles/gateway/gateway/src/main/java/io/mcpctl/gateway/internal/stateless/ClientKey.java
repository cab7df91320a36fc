package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.jsonrpc.api.Member;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who counts as the same client of the stateless era.
 *
 * @param description digest of what it says about itself, which can be of any size
 */
public record ClientKey(String principal, Route route, String description) {

    public static ClientKey of(Ask ask) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    ask.request().raw(Member.PARAMS_META_CLIENT_CAPABILITIES).orElse(Endpoint.EMPTY));
            digest.update((byte) 0);
            digest.update(ask.request().raw(Member.PARAMS_META_CLIENT_INFO).orElse(Endpoint.EMPTY));
            return new ClientKey(ask.callerName(), ask.route(), HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
