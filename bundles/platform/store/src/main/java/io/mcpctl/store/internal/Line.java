package io.mcpctl.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of this daemon that listens to the others and holds its locks, opened again whenever it is lost. The
 * server frees the locks when the connection ends, however it ends.
 */
final class Line {
    static final String CHANNEL = "mcpctl_changes";

    private static final Logger log = LoggerFactory.getLogger(Line.class);
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** In seconds. */
    private static final int ANSWER_LIMIT = 10;

    private final DataSource source;
    private final Consumer<String> heard;
    private final Runnable missed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;

    Line(DataSource source, Consumer<String> heard, Runnable missed) {
        this.source = source;
        this.heard = heard;
        this.missed = missed;
    }

    void open() {
        thread = Thread.ofVirtual().name("store-neighbours").start(this::run);
    }

    void close() {
        closing.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean holds(String loop) {
        wanted.add(loop);
        return held.contains(loop);
    }

    private void run() {
        boolean gap = false;
        try {
            do {
                try (Connection connection = source.getConnection()) {
                    connection.setAutoCommit(true);
                    connection.setNetworkTimeout(Runnable::run, (int)
                            Duration.ofSeconds(ANSWER_LIMIT * 2L).toMillis());
                    execute(connection, "listen " + CHANNEL);
                    if (gap) {
                        missed.run();
                        log.atInfo().log("the database listens again; what was remembered is read again");
                    }
                    gap = true;
                    follow(connection);
                } catch (SQLException | RuntimeException e) {
                    if (closing.getCount() > 0) {
                        log.atWarn().setCause(e).log("the database does not listen; trying again");
                    }
                } finally {
                    held.clear();
                }
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        int quiet = 0;
        while (closing.getCount() > 0) {
            PGNotification[] news = postgres.getNotifications((int) ROUND.toMillis());
            if (news != null && news.length > 0) {
                for (PGNotification one : news) {
                    heard.accept(one.getParameter());
                }
                quiet = 0;
            } else if (++quiet % 20 == 0) {
                // A connection that was cut without a word is noticed by asking.
                execute(connection, "select 1");
            }
            takeLocks(connection);
        }
    }

    private void takeLocks(Connection connection) throws SQLException {
        for (String loop : wanted) {
            if (!held.contains(loop) && tryLock(connection, loop)) {
                held.add(loop);
                log.atInfo().addKeyValue("loop", loop).log("this daemon runs the loop");
            }
        }
    }

    private static boolean tryLock(Connection connection, String loop) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_lock(hashtext('mcpctl'), hashtext(?))")) {
            lock.setQueryTimeout(ANSWER_LIMIT);
            lock.setString(1, loop);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(ANSWER_LIMIT);
            statement.execute(text);
        }
    }
}
