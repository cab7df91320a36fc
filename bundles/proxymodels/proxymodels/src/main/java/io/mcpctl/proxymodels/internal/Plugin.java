package io.mcpctl.proxymodels.internal;

/**
 * A plug-in that is called, for messages and numbers.
 *
 * @param family {@code stage} or {@code proxymodel}
 * @param doing what of it is called, such as a hook; empty when there is only one thing to call
 */
record Plugin(String family, String name, String doing) {
    static Plugin stage(String name) {
        return new Plugin("stage", name, "");
    }

    static Plugin model(String name, String hook) {
        return new Plugin("proxymodel", name, hook);
    }

    String key() {
        return family.equals("stage") ? "stage/".concat(name) : "proxymodel/".concat(name);
    }

    /** The whole sentence to what it did. */
    String sentence(String predicate) {
        String subject = family.equals("stage") ? "stage \"" : "proxy model \"";
        return subject + name + '"' + (doing.isEmpty() ? "" : ", " + doing + ',') + ' ' + predicate;
    }
}
