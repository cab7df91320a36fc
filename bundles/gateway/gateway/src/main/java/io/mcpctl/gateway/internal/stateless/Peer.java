package io.mcpctl.gateway.internal.stateless;

/** One server as a client of the stateless era sees it, whichever era the server itself speaks. */
public interface Peer {
    String server();

    /** Whether it is worth asking for what belongs to a capability; true when that is not known. */
    boolean offers(String capability);

    /** Whether it compares headers that mirror arguments with the message itself. */
    boolean checksHeaders();

    /**
     * Sends the request; blocks. Interruption of the thread cancels it.
     *
     * @return the answer, in the client's era and with the request's id
     * @throws RpcFault when the request is refused
     * @throws io.mcpctl.problem.api.ProblemException when the server cannot be reached or does not answer
     */
    byte[] request(Ask ask);
}
