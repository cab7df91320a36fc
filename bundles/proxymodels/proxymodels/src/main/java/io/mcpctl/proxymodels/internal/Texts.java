package io.mcpctl.proxymodels.internal;

import java.util.Optional;
import java.util.concurrent.Callable;

/** Texts by key; those that were used longest ago go first. */
final class Texts {
    private final Recent<String> texts;

    Texts(int entries, long chars) {
        texts = new Recent<>(entries, chars);
    }

    String get(String key, Callable<String> make) throws Exception {
        Optional<String> known = texts.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        String made = make.call();
        texts.put(key, made, key.length() + (long) made.length());
        return made;
    }
}
