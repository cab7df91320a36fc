package io.mcpctl.resources.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists that stay open and go on with every change, for any kind. */
@Component(service = KindWatches.class)
public final class KindWatches {
    private static final int WATCHERS = 1000;

    private final JdbcStore store;
    private final KindLists lists;
    private final ChangeFeed feed;
    private final Semaphore seats = new Semaphore(WATCHERS);

    @Activate
    public KindWatches(@Reference JdbcStore store, @Reference KindLists lists, @Reference ChangeFeed feed) {
        this.store = store;
        this.lists = lists;
        this.feed = feed;
    }

    <S extends Record> void serve(Kinds.Entry<S> entry, Exchange exchange) throws IOException {
        if (!seats.tryAcquire()) {
            exchange.response().setHeader("Retry-After", "30");
            throw new ProblemException(
                    ProblemKind.THROTTLED, WATCHERS + " lists are being watched already; try again later");
        }
        try {
            // Asked before the answer begins, so that a refusal is one.
            lists.query(entry, exchange);
            exchange.events(new Watch<>(entry, exchange, store, lists, feed));
        } finally {
            seats.release();
        }
    }
}
