package io.mcpctl.stage.api;

import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ProviderType;

/** Remembers texts as long as there is room; anything may be forgotten at any time. Safe for concurrent use. */
@ProviderType
public interface StageCache {
    /**
     * The text that belongs to a key, made now if it is not remembered. Computations of one key may run twice when two
     * calls want it at the same time.
     *
     * @param key everything that determines the text; stages never see each other's keys
     * @throws Exception what {@code make} throws; nothing is remembered then
     */
    String get(String key, Callable<String> make) throws Exception;
}
