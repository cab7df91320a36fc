package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.resources.internal.ChangeFeed.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watched list: what is there, a bookmark, then every change that the caller may see. Permission is asked again for
 * each change, and the bearer is verified again from time to time. For one thread.
 */
final class Watch<S extends Record> implements Reply.EventSource {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration PING = Duration.ofSeconds(10);
    private static final Duration VERIFY = Duration.ofSeconds(20);

    private final Kinds.Entry<S> entry;
    private final Exchange exchange;
    private final JdbcStore store;
    private final KindLists lists;
    private final ChangeFeed feed;
    private final boolean filled;
    private KindLists.Query<S> query;
    private long verified = System.nanoTime();

    Watch(Kinds.Entry<S> entry, Exchange exchange, JdbcStore store, KindLists lists, ChangeFeed feed) {
        this.entry = entry;
        this.exchange = exchange;
        this.store = store;
        this.lists = lists;
        this.feed = feed;
        this.filled = entry.kind().schema().members().stream().anyMatch(m -> !m.stored());
        this.query = lists.query(entry, exchange);
    }

    @Override
    public void run(Reply.EventSink sink) throws IOException, InterruptedException {
        try {
            Position position = begin(sink);
            while (feed.isOpen()) {
                Optional<List<ChangeFeed.Entry>> news = feed.after(position, PING);
                verify();
                if (news.isEmpty()) {
                    position = reset(sink);
                } else if (!send(news.get(), position.epoch(), sink)) {
                    sink.ping();
                }
                if (news.isPresent() && !news.get().isEmpty()) {
                    position =
                            new Position(position.epoch(), news.get().getLast().number());
                }
            }
        } catch (ProblemException e) {
            // The bearer or the permission is gone, or the database: the reader asks again and is told.
            log.atDebug().setCause(e).log("a watch ended");
        }
    }

    private Position begin(Reply.EventSink sink) throws IOException, InterruptedException {
        Optional<String> since = exchange.header("Last-Event-ID").or(() -> exchange.query("since"));
        Optional<EventId> id = since.flatMap(EventId::parse).filter(EventId::complete);
        if (id.isPresent() && feed.after(id.get().position(), Duration.ZERO).isPresent()) {
            return id.get().position();
        }
        return since.isPresent() ? reset(sink) : all(sink);
    }

    private Position reset(Reply.EventSink sink) throws IOException {
        sink.send(new EventId(feed.end(), false).toString(), "RESET", "{}");
        return all(sink);
    }

    /** Changes from here on are sent after it, some of them a second time. */
    private Position all(Reply.EventSink sink) throws IOException {
        Position position = feed.end();
        query = lists.query(entry, exchange);
        Optional<ListPosition> next = Optional.empty();
        do {
            KindLists.Page page = lists.page(query, next, KindLists.PAGE);
            for (ObjectNode document : page.documents()) {
                sink.send(new EventId(position, false).toString(), "ADDED", text(document));
            }
            next = page.next();
        } while (next.isPresent());
        sink.send(new EventId(position, true).toString(), "BOOKMARK", "{}");
        return position;
    }

    /** Whether anything was sent. */
    private boolean send(List<ChangeFeed.Entry> news, String epoch, Reply.EventSink sink) throws IOException {
        boolean sent = false;
        for (ChangeFeed.Entry one : news) {
            if (one.change().kind().equals(entry.kind().description().name())) {
                sent |= send(one.change(), new EventId(new Position(epoch, one.number()), true), sink);
            }
        }
        return sent;
    }

    private boolean send(Change change, EventId id, Reply.EventSink sink) throws IOException {
        Optional<Resource<S>> before = change.before().filter(this::isVisible).map(entry.kind()::cast);
        Optional<Resource<S>> after = change.after().filter(this::isVisible).map(entry.kind()::cast);
        if (after.isPresent()) {
            Optional<Resource<S>> presented = present(after.get());
            if (presented.isPresent()) {
                String event = before.isPresent() ? "MODIFIED" : "ADDED";
                sink.send(id.toString(), event, text(query.view().document(entry.kind(), presented.get())));
            }
            return presented.isPresent();
        }
        if (before.isPresent()) {
            sink.send(id.toString(), "DELETED", text(query.view().document(entry.kind(), before.get())));
        }
        return before.isPresent();
    }

    private boolean isVisible(Resource<?> resource) {
        return exchange.guard().sees(entry.kind(), resource)
                && entry.provider().listed(resource.with(entry.kind().cast(resource.spec())))
                && query.selection().includes(entry.kind(), resource);
    }

    /** Filled as for a list; absent when that fails, as when it was deleted meanwhile: then that is told next. */
    private Optional<Resource<S>> present(Resource<S> resource) {
        if (!filled) {
            return Optional.of(resource);
        }
        try {
            return Optional.of(store.inSession(
                    query.caller(), session -> resource.with(entry.provider().present(resource, session))));
        } catch (ProblemException e) {
            log.atDebug().setCause(e).addKeyValue("name", resource.name()).log("a change cannot be shown");
            return Optional.empty();
        }
    }

    private String text(ObjectNode document) {
        return query.view().single(entry.kind(), document).toString();
    }

    private void verify() {
        if (System.nanoTime() - verified > VERIFY.toNanos()) {
            exchange.verifyAgain();
            verified = System.nanoTime();
        }
    }
}
