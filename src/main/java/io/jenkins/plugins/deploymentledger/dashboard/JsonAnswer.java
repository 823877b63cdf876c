package io.jenkins.plugins.deploymentledger.dashboard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with JSON; whoever asks again and names what was answered before is told where nothing has changed. */
final class JsonAnswer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonAnswer() {}

    /** An object to be filled. */
    @NonNull
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Answers with an object, or 304 if its entity tag is the one that the request names. */
    static void write(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response, @NonNull ObjectNode json)
            throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        // Of the text itself: what one user may see is not what another may see at the same state of the index.
        String tag = "\"" + Util.getDigestOf(new String(body, StandardCharsets.UTF_8)) + "\"";
        if (!TaskTag.answer(request, response, tag)) {
            write(response, body);
        }
    }

    /** Answers with an object whose entity tag was said before. */
    static void write(@NonNull StaplerResponse2 response, @NonNull ObjectNode json) throws IOException {
        write(response, JSON.writeValueAsBytes(json));
    }

    private static void write(StaplerResponse2 response, byte[] body) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(body);
    }

    /** Says why there is no answer. */
    static void refuse(@NonNull StaplerResponse2 response, int status, @NonNull String message) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getWriter(), object().put("error", message));
    }
}
