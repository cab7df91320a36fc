package io.mcpctl.http.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Problems as {@code application/problem+json} (RFC 9457) whose sentence is repeated as the member {@code error}. */
final class Problems {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Problems() {}

    static void write(HttpServletResponse response, ProblemException e) throws IOException {
        byte[] body = MAPPER.writeValueAsBytes(document(e.problem()));
        response.setStatus(e.kind().status());
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static ObjectNode document(Problem problem) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("type", problem.kind().type().toString());
        out.put("title", problem.kind().title());
        out.put("status", problem.kind().status());
        out.put("detail", problem.detail());
        out.put("error", problem.detail());
        if (!problem.violations().isEmpty()) {
            ArrayNode details = out.putArray("details");
            problem.violations()
                    .forEach(v -> details.addObject().put("path", v.path()).put("message", v.message()));
        }
        return out;
    }
}
