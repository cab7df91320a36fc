package io.mcpctl.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request and its response, as far as the filters use them. */
final class Exchange {
    final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int status;
    String path = "/";
    boolean passed;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String method;

    Exchange(String method, Map<String, String> headers) {
        this.method = method;
        this.headers.putAll(headers);
    }

    FilterChain chain() {
        return (request, response) -> passed = true;
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(body.toByteArray());
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getRequestURI" -> path;
            case "isSecure" -> false;
            case "getContentLengthLong" -> 0L;
            case "getHeader" -> headers.get((String) arguments[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (name, arguments) -> switch (name) {
            case "setHeader" -> answer((String) arguments[0], arguments[1]);
            case "getHeader" -> answered.get((String) arguments[0]);
            case "getContentType" -> answered.get("Content-Type");
            case "setContentType" -> answer("Content-Type", arguments[0]);
            case "setContentLength" -> answer("Content-Length", arguments[0]);
            case "isCommitted" -> false;
            case "resetBuffer" -> {
                body.reset();
                yield null;
            }
            case "setStatus" -> {
                status = (Integer) arguments[0];
                yield null;
            }
            case "getOutputStream" -> new Output();
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private @Nullable Object answer(String header, Object value) {
        answered.put(header, value.toString());
        return null;
    }

    private interface Call {
        @Nullable
        Object answer(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> call.answer(method.getName(), arguments == null ? new Object[0] : arguments);
                }));
    }

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("asynchronous writes");
        }

        @Override
        public void write(int value) {
            body.write(value);
        }
    }
}
