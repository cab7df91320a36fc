package io.mcpctl.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The scripts of this bundle, in order. Flyway cannot scan a bundle's class path, so they are listed. */
final class Migrations implements ResourceProvider {
    /** Append only: a script that was released never changes. */
    static final List<String> SCRIPTS = List.of(
            "V1__base.sql",
            "V2__identity.sql",
            "V3__secrets.sql",
            "V4__prompts.sql",
            "V5__audit.sql",
            "V6__lists.sql",
            "V7__identity_provider.sql",
            "V8__daemons.sql",
            "V9__audit_events_in_order.sql",
            "V10__templates.sql");

    private final List<String> scripts;

    Migrations(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** Version of the newest script, as Flyway writes it into the history. */
    static String newest() {
        return version(SCRIPTS.getLast());
    }

    static String version(String script) {
        return script.substring(1, script.indexOf("__"));
    }

    /** As Flyway writes it into the history: CRC-32 of the lines without their ends. */
    static int checksum(String script) {
        CRC32 sum = new CRC32();
        text(script).lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    private static String text(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("/io/mcpctl/store/migrations/" + script)) {
            if (in == null) {
                throw new IllegalStateException("migration " + script + " is not in the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return scripts.contains(name) ? new Script(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
                .map(name -> (LoadableResource) new Script(name))
                .toList();
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            return new StringReader(text(name));
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
