package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.StaplerResponse2;

/** Writes answers in JSON; errors have {@code message}, and {@code field} where one parameter is wrong. */
final class Answers {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    static void json(StaplerResponse2 response, JsonNode json) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getOutputStream(), json);
    }

    static void badRequest(StaplerResponse2 response, InvalidQueryException problem) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        json(response, error(problem.explanation()).put("field", problem.field()));
    }

    static void notFound(StaplerResponse2 response, String message) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        json(response, error(message));
    }

    static void unavailable(StaplerResponse2 response, TrailUnavailableException problem) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        json(response, error(problem.getMessage()));
    }

    private static ObjectNode error(String message) {
        return JSON.createObjectNode().put("message", message);
    }
}
