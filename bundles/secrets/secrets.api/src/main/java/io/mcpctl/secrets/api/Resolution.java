package io.mcpctl.secrets.api;

import java.util.Map;

/**
 * Values of references.
 *
 * @param values by reference
 * @param versions what identifies the content that was read, by name of secret
 */
public record Resolution(Map<SecretRef, String> values, Map<String, String> versions) {
    /** Of no references. */
    public static final Resolution NONE = new Resolution(Map.of(), Map.of());

    public Resolution {
        values = Map.copyOf(values);
        versions = Map.copyOf(versions);
    }

    public String value(SecretRef reference) {
        String value = values.get(reference);
        if (value == null) {
            throw new IllegalArgumentException(reference + " was not asked for");
        }
        return value;
    }

    /** Without values. */
    @Override
    public String toString() {
        return "Resolution" + versions.keySet();
    }
}
