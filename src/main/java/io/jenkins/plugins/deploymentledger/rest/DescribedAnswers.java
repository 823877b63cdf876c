package io.jenkins.plugins.deploymentledger.rest;

import edu.umd.cs.findbugs.annotations.NonNull;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers programs that ask for described objects, or bring them. */
public final class DescribedAnswers {

    /** The longest description that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private DescribedAnswers() {}

    /**
     * Takes the object that stands in a request, and answers with what became of it; or with the reason why it is not taken: 400, or
     * 413 where it is too long.
     *
     * @param status of the answer where it is taken
     * @param taken takes it, and returns what is to be answered
     */
    public static <T> void take(
            @NonNull StaplerRequest2 request,
            @NonNull StaplerResponse2 response,
            @NonNull Class<T> type,
            int status,
            @NonNull Function<T, Object> taken)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            refuse(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    Messages.DescribedAnswers_long(MAX_BYTES));
            return;
        }
        try {
            T described = DescribedJson.read(type, new String(body, StandardCharsets.UTF_8));
            write(response, status, taken.apply(described));
        } catch (IllegalArgumentException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }

    private static void refuse(StaplerResponse2 response, int status, String reason) throws IOException {
        write(response, status, Map.of("error", String.valueOf(reason)));
    }

    /** Writes a value as JSON. */
    public static void write(@NonNull StaplerResponse2 response, int status, @NonNull Object value) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(DescribedJson.write(value));
    }
}
