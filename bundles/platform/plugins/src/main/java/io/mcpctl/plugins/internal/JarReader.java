package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/** Reads a whole jar, every byte of it, and refuses what cannot be a plug-in. */
final class JarReader {
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_CONTENT = 1L << 30;

    private final String jar;
    private final Path file;

    /** What signs the others and is not signed itself; other files of META-INF may be classes. */
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

    /** Of the entries seen so far; null once one was not signed. */
    private @Nullable Set<String> signers;

    private boolean first = true;
    private long content;

    private JarReader(String jar, Path file) {
        this.jar = jar;
        this.file = file;
    }

    /**
     * @param jar what to call it in sentences
     * @throws ProblemException UNPROCESSABLE, saying what is wrong with it
     */
    static JarFacts read(String jar, Path file) {
        return new JarReader(jar, file).read();
    }

    private JarFacts read() {
        try (JarFile opened = new JarFile(file.toFile(), true)) {
            Manifest manifest = opened.getManifest();
            if (manifest == null) {
                throw Refusal.of(
                        jar,
                        "it has no META-INF/MANIFEST.MF, so it is no bundle; build it with bnd, as the"
                                + " plug-in template does");
            }
            Attributes headers = manifest.getMainAttributes();
            Set<String> classes = contents(opened);
            String name = name(headers);
            return new JarFacts(
                    jar,
                    name,
                    version(headers),
                    sha256(file),
                    Headers.importedPackages(text(headers, "Import-Package")),
                    components(opened, headers),
                    classes,
                    signers == null ? List.of() : List.copyOf(signers));
        } catch (NoSuchFileException e) {
            throw Refusal.of(jar, "it was removed while it was being read", e);
        } catch (ZipException e) {
            throw Refusal.of(jar, "it is not a whole jar: " + e.getMessage() + "; copy it again", e);
        } catch (SecurityException e) {
            throw Refusal.of(jar, "its signature does not fit its content: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Refusal.of(jar, "it cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads every entry, by which checksums and signatures are checked. */
    private Set<String> contents(JarFile opened) throws IOException {
        Set<String> classes = new HashSet<>();
        int entries = 0;
        byte[] buffer = new byte[8192];
        for (Enumeration<JarEntry> all = opened.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            if (++entries > MOST_ENTRIES) {
                throw Refusal.of(jar, "it has more than " + MOST_ENTRIES + " entries");
            }
            drain(opened, entry, buffer);
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                classes.add(entry.getName()
                        .substring(0, entry.getName().length() - ".class".length())
                        .replace('/', '.'));
            }
            noteSigners(entry);
        }
        return classes;
    }

    private void drain(JarFile opened, JarEntry entry, byte[] buffer) throws IOException {
        try (InputStream in = opened.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                content += n;
                if (content > MOST_CONTENT) {
                    throw Refusal.of(jar, "it unpacks to more than " + MOST_CONTENT + " bytes");
                }
            }
        } catch (ZipException e) {
            throw Refusal.of(jar, "entry " + entry.getName() + " is broken: " + e.getMessage() + "; copy it again", e);
        }
    }

    private void noteSigners(JarEntry entry) {
        if (entry.isDirectory() || SIGNATURE.matcher(entry.getName()).matches()) {
            return;
        }
        CodeSigner[] found = entry.getCodeSigners();
        Set<String> here = new HashSet<>();
        for (CodeSigner signer : found == null ? new CodeSigner[0] : found) {
            here.add(fingerprint(signer));
        }
        if (first) {
            signers = here;
        } else if (signers != null) {
            signers.retainAll(here);
        }
        first = false;
    }

    private String fingerprint(CodeSigner signer) {
        try {
            return hex(signer.getSignerCertPath().getCertificates().getFirst().getEncoded());
        } catch (CertificateEncodingException e) {
            throw Refusal.of(jar, "a certificate of its signature cannot be read: " + e.getMessage(), e);
        }
    }

    private String name(Attributes headers) {
        if (headers.getValue("Fragment-Host") != null) {
            throw Refusal.of(jar, "it is a fragment of another bundle; a plug-in is a bundle of its own");
        }
        String name = text(headers, "Bundle-SymbolicName").split(";", 2)[0].strip();
        if (name.isEmpty()) {
            throw Refusal.of(
                    jar,
                    "its manifest has no Bundle-SymbolicName, so it is no bundle; build it with bnd, as"
                            + " the plug-in template does");
        }
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,149}")) {
            throw Refusal.of(
                    jar,
                    "its Bundle-SymbolicName '" + name + "' is not made of letters, digits, '.', '_'" + " and '-'");
        }
        return name;
    }

    private String version(Attributes headers) {
        String text = text(headers, "Bundle-Version");
        try {
            return Version.parseVersion(text.isEmpty() ? null : text).toString();
        } catch (IllegalArgumentException e) {
            throw Refusal.of(jar, "its Bundle-Version '" + text + "' is no version such as 1.2.0", e);
        }
    }

    /** Of the descriptions that the manifest names, those that are there. */
    private int components(JarFile opened, Attributes headers) {
        List<String> named = Stream.of(text(headers, "Service-Component").split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
        Optional<String> missing = named.stream()
                .filter(path -> !path.contains("*") && opened.getEntry(path) == null)
                .findFirst();
        if (missing.isPresent()) {
            throw Refusal.of(jar, "its manifest names component " + missing.get() + ", which is not in the jar");
        }
        return named.size();
    }

    private static String text(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = digest();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
