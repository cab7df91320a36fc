package io.mcpctl.gateway.internal.message;

import io.mcpctl.identity.api.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Gives requests their ids: cheap, since each call has one. */
public final class RequestIds {
    public static final String HEADER = "X-Request-Id";
    /** Key of log lines. */
    public static final String LOGGED = "request_id";

    private static final int LONGEST = 100;
    /** Of the random part of a session's id: enough to be unique, too little to use the session. */
    private static final int SHOWN = 12;

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    private RequestIds(String prefix) {
        this.prefix = prefix;
    }

    /** Those of a session, which begin like the session's own id: an unsaid name, {@code -}, a random part. */
    public static RequestIds of(String session) {
        return new RequestIds(session.substring(0, Math.min(session.length(), session.lastIndexOf('-') + 1 + SHOWN)));
    }

    /** For the request that comes now. */
    public RequestId next(HttpServletRequest in, Caller caller) {
        String own = own();
        return new RequestId(own, given(in, caller).orElse(own));
    }

    public RequestId next() {
        String own = own();
        return new RequestId(own, own);
    }

    private String own() {
        return prefix + '-' + last.incrementAndGet();
    }

    /** The id that a proxy sends; what others send is theirs to know. */
    private static Optional<String> given(HttpServletRequest in, Caller caller) {
        return Optional.ofNullable(in.getHeader(HEADER))
                .filter(id -> Transport.isTier(in) && caller.bearer().isPresent() && isGood(id));
    }

    private static boolean isGood(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST
                && id.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:".indexOf(c) >= 0));
    }
}
