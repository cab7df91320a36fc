package io.mcpctl.resources.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answer of a {@link Route}. */
public sealed interface Reply {
    /**
     * JSON.
     *
     * @param value a record, or a list of records
     * @param headers additional response headers
     */
    record Json(Object value, Map<String, String> headers) implements Reply {
        public Json {
            headers = Map.copyOf(headers);
        }
    }

    /** No body. */
    record Empty() implements Reply {}

    /** Text in another format than JSON. */
    record Text(String contentType, String text) implements Reply {}

    /** Server-sent events, for as long as the source runs. */
    record Events(EventSource source) implements Reply {}

    /** Sends events until the reader is gone or there is nothing left; runs on the request's thread. */
    interface EventSource {
        void run(EventSink sink) throws IOException, InterruptedException;
    }

    /** Where events go. For one thread. */
    interface EventSink {
        /**
         * Sends one event at once.
         *
         * @param id empty for none
         * @param event empty for none
         * @param data a record or a list of records, sent as JSON in one line; a string is sent as it is
         * @throws IOException when the reader is gone
         */
        void send(String id, String event, Object data) throws IOException;

        /** Keeps the connection open; throws when the reader is gone. */
        void ping() throws IOException;
    }

    static Reply of(Record value) {
        return new Json(value, Map.of());
    }

    static Reply of(List<? extends Record> values) {
        return new Json(List.copyOf(values), Map.of());
    }

    static Reply empty() {
        return new Empty();
    }
}
