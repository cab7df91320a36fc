package io.mcpctl.cli.complete;

/** How files of the cache are named. */
public final class CacheKeys {
    private CacheKeys() {}

    public static long hash(String key) {
        return AnswerCache.hash(key);
    }
}
