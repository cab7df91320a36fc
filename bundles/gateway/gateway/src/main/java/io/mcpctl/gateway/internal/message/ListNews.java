package io.mcpctl.gateway.internal.message;

/** Takes the word that a list of a server changed, for those who have no upstream session of their own to hear it. */
public interface ListNews {
    /** {@code notification} is what the server said. */
    void changed(String server, byte[] notification);
}
