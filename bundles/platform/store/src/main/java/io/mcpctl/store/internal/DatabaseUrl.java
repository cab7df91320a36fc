package io.mcpctl.store.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database.Product;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is.
 *
 * @param file the database file of the embedded product, to be copied before an upgrade
 */
record DatabaseUrl(Product product, DataSource dataSource, Optional<Path> file) {

    /**
     * @param url {@code postgresql://user:password@host:port/name}, {@code jdbc:postgresql:...}, or empty
     * @param folder where the embedded database lives when {@code url} is empty
     */
    static DatabaseUrl of(String url, Path folder) {
        if (url.isEmpty()) {
            return embedded(folder.resolve("mcpctl"));
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            if (url.startsWith("jdbc:postgresql:")) {
                source.setUrl(url);
            } else if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
                fromUri(source, new URI(url));
            } else {
                throw malformed();
            }
        } catch (URISyntaxException | SQLException | IllegalArgumentException e) {
            // Without its cause: these messages repeat the URL, and it holds the password.
            throw malformed();
        }
        return new DatabaseUrl(Product.POSTGRESQL, source, Optional.empty());
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemKind.INVALID,
                "the database URL cannot be read; expected postgresql://user:password@host:port/name with special characters"
                        + " percent-encoded, or jdbc:postgresql:..., or nothing for the embedded database");
    }

    private static DatabaseUrl embedded(Path base) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:file:" + base.toAbsolutePath()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=256");
        source.setUser("mcpctl");
        source.setPassword("");
        return new DatabaseUrl(Product.H2, source, Optional.of(Path.of(base + ".mv.db")));
    }

    private static void fromUri(PGSimpleDataSource source, URI uri) throws SQLException {
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw malformed();
        }
        source.setServerNames(new String[] {uri.getHost()});
        if (uri.getPort() > 0) {
            source.setPortNumbers(new int[] {uri.getPort()});
        }
        source.setDatabaseName(uri.getPath().substring(1));
        String info = uri.getRawUserInfo();
        if (info != null) {
            String[] parts = info.split(":", 2);
            source.setUser(decode(parts[0]));
            if (parts.length > 1) {
                source.setPassword(decode(parts[1]));
            }
        }
        String query = uri.getRawQuery();
        for (String option : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = option.split("=", 2);
            option(source, decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
    }

    /** Options such as {@code sslmode} are the driver's; one it does not know is refused, not ignored. */
    private static void option(PGSimpleDataSource source, String name, String value) throws SQLException {
        String known = name.equals("schema") ? "currentSchema" : name;
        if (PGProperty.forName(known) == null) {
            throw new ProblemException(ProblemKind.INVALID, "the database URL has the unknown option '" + name + "'");
        }
        source.setProperty(known, value);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
