package io.mcpctl.store.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the embedded database could not write its file, for example because the disk is full. H2 then closes
 * the database for good, and what it still shows from memory is not on the disk. Every connection is given up, so that
 * the next one opens the file anew, as it is.
 */
final class LostFile implements SQLExceptionOverride {
    private static final Logger log = LoggerFactory.getLogger(LostFile.class);

    private final AtomicReference<@Nullable HikariDataSource> pool = new AtomicReference<>();

    void watch(HikariDataSource connections) {
        pool.set(connections);
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException e) {
        if (!isLost(e)) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        HikariDataSource connections = pool.get();
        HikariPoolMXBean control = connections == null ? null : connections.getHikariPoolMXBean();
        if (control != null) {
            log.atWarn().addKeyValue("error_code", e.getErrorCode()).log("database file is opened anew");
            control.softEvictConnections();
        }
        return SQLExceptionOverride.Override.MUST_EVICT;
    }

    /** GENERAL_ERROR_1 wraps what the file store throws. */
    static boolean isLost(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.IO_EXCEPTION_1,
                    ErrorCode.IO_EXCEPTION_2 -> true;
            case ErrorCode.GENERAL_ERROR_1 -> String.valueOf(e.getMessage()).contains("MVStoreException");
            default -> false;
        };
    }
}
