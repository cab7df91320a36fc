package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.LogLevels;
import io.mcpctl.gateway.internal.message.Outlet;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request of a stateless client under way in a session. What the server asks the client ends the client's request, not
 * this one: it goes on when the client sends its request again with the answers. The one that waits for the result of a
 * task outlives the requests of the client altogether, and takes questions at any time.
 */
final class BridgedCall implements Outlet {
    private static final Map<String, String> CAPABILITIES =
            Map.of("sampling/createMessage", "sampling", "elicitation/create", "elicitation", "roots/list", "roots");
    private static final int MAX_QUESTIONS = 64;
    /** Questions that a server asks at the same time arrive one after the other. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Session session;
    /** Of which task it waits for the result, and the client that made that task. */
    private final Optional<OfTask> task;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Those that are not answered, by key. */
    private final Map<String, Envelope> questions = new LinkedHashMap<>();

    private @Nullable Ask waiting;
    private byte @Nullable [] answer;
    private @Nullable RuntimeException failure;
    private @Nullable Thread worker;

    private final boolean createsTask;

    private record OfTask(String id, Ask client) {}

    /** {@code createsTask} when the answer is a task. */
    BridgedCall(Session session, Ask ask, boolean createsTask) {
        this.session = session;
        this.waiting = ask;
        this.task = Optional.empty();
        this.createsTask = createsTask;
    }

    /** One that waits for the result of a task. */
    BridgedCall(Session session, Ask client, String task) {
        this.session = session;
        this.task = Optional.of(new OfTask(task, client));
        this.createsTask = false;
    }

    boolean createsTask() {
        return createsTask;
    }

    /** Starts the work, which blocks for the answer of the server. */
    void start(String name, Supplier<byte[]> work) {
        worker = Thread.ofVirtual().name("mcp-bridge-" + name).start(() -> {
            try {
                byte[] result = work.get();
                settle(() -> answer = result);
            } catch (RuntimeException e) {
                settle(() -> failure = e);
            }
        });
    }

    private void settle(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The server's answer, or empty when it has questions. */
    Optional<byte[]> await() {
        lock.lock();
        try {
            while (!isSettled() && questions.isEmpty()) {
                changed.await();
            }
            long left = GATHER_NANOS;
            while (!isSettled() && left > 0) {
                left = changed.awaitNanos(left);
            }
            waiting = null;
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting = null;
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the request was cancelled", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the server has answered, or until it has asked something unless {@code over}; not longer than that. */
    void awaitNews(Duration limit, boolean over) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!isSettled() && (over || questions.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the request was cancelled", e);
        } finally {
            lock.unlock();
        }
    }

    /** The server's answer, if it is there. */
    Optional<byte[]> answerNow() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(answer);
        } finally {
            lock.unlock();
        }
    }

    boolean isAsking() {
        lock.lock();
        try {
            return !questions.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled() {
        return answer != null || failure != null;
    }

    /** The questions as {@code inputRequests} of a result. */
    byte[] inputRequests() {
        lock.lock();
        try {
            Map<String, byte[]> shown = new LinkedHashMap<>();
            questions.forEach((key, question) -> {
                Map<String, byte[]> one = new LinkedHashMap<>();
                one.put("method", JsonText.encode(question.method()));
                one.put("params", question.raw(Member.PARAMS).orElse(Endpoint.EMPTY));
                shown.put(key, Rewrite.object(one));
            });
            return Rewrite.object(shown);
        } finally {
            lock.unlock();
        }
    }

    /** Goes on with the client's answers; those that nobody asked for are ignored. */
    void resume(Ask ask, Map<String, byte[]> answers) {
        Map<Envelope, byte[]> given = new LinkedHashMap<>();
        lock.lock();
        try {
            waiting = task.isPresent() ? null : ask;
            answers.forEach((key, result) -> {
                Envelope question = questions.remove(key);
                if (question != null) {
                    given.put(question, result);
                }
            });
        } finally {
            lock.unlock();
        }
        given.forEach((question, result) -> session.serverRequests()
                .answered(Envelope.scan(Messages.result(question.raw(Member.ID).orElseThrow(), result))));
    }

    /** Ends it: nobody waits for the answer any more. */
    void cancel() {
        Map<String, Envelope> open;
        lock.lock();
        try {
            open = Map.copyOf(questions);
            questions.clear();
        } finally {
            lock.unlock();
        }
        open.values().forEach(question -> session.serverRequests().undelivered(question.message()));
        Thread working = worker;
        if (working != null) {
            working.interrupt();
        }
    }

    @Override
    public boolean event(Envelope message) {
        return message.kind() == Envelope.Kind.REQUEST ? asked(message) : told(message);
    }

    private boolean asked(Envelope question) {
        lock.lock();
        try {
            Ask ask = task.map(OfTask::client).orElse(waiting);
            String capability = CAPABILITIES.get(question.method());
            if (ask == null
                    || capability == null
                    || !ask.can(capability)
                    || !(task.isPresent() || Rewrite.ASKING.contains(ask.method()))
                    || !concerns(question)
                    || questions.size() >= MAX_QUESTIONS) {
                return false;
            }
            questions.put(key(question.raw(Member.ID).orElseThrow()), question);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Questions of a task say so, and go with that which waits for its result. */
    private boolean concerns(Envelope question) {
        byte[] text = question.message();
        Optional<String> related = question.span(Member.PARAMS_META)
                .flatMap(meta -> Json.member(text, meta, BridgedTasks.RELATED))
                .flatMap(about -> Json.member(text, about, "taskId"))
                .flatMap(id -> Json.text(text, id));
        return task.isPresent() ? related.isEmpty() || related.equals(task.map(OfTask::id)) : related.isEmpty();
    }

    private static String key(byte[] id) {
        return "question-" + new String(id, StandardCharsets.US_ASCII);
    }

    private boolean told(Envelope notification) {
        Ask ask;
        lock.lock();
        try {
            ask = waiting;
        } finally {
            lock.unlock();
        }
        return switch (notification.method()) {
            case "notifications/progress" -> {
                Optional<byte[]> token =
                        ask == null ? Optional.empty() : ask.request().raw(Member.PARAMS_META_PROGRESS_TOKEN);
                if (ask != null && token.isPresent()) {
                    ask.sink().accept(notification.with(Member.PARAMS_PROGRESS_TOKEN, token.get()));
                }
                yield true;
            }
            case "notifications/message" -> {
                boolean wanted = ask != null
                        && ask.request()
                                .text(Member.PARAMS_META_LOG_LEVEL)
                                .filter(least -> LogLevels.passes(notification, least))
                                .isPresent();
                if (ask != null && wanted) {
                    ask.sink().accept(notification.message());
                }
                yield wanted;
            }
            case "notifications/cancelled" -> withdrawn(notification);
            case "notifications/tools/list_changed",
                    "notifications/prompts/list_changed",
                    "notifications/resources/list_changed",
                    "notifications/resources/updated",
                    "notifications/tasks/status",
                    "notifications/elicitation/complete" -> false; // for subscribers, or for nobody any more
            default -> {
                if (ask != null) {
                    ask.sink().accept(notification.message());
                }
                yield ask != null;
            }
        };
    }

    /** The server takes a question back. */
    private boolean withdrawn(Envelope notification) {
        lock.lock();
        try {
            return notification
                    .raw(Member.PARAMS_REQUEST_ID)
                    .map(id -> questions.remove(key(id)))
                    .isPresent();
        } finally {
            lock.unlock();
        }
    }
}
