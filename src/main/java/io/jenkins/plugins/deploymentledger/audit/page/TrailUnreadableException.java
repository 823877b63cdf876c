package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Says, with status 503, that the trail cannot be read now. */
final class TrailUnreadableException extends HttpResponses.HttpResponseException {

    private static final long serialVersionUID = 1L;

    TrailUnreadableException(@NonNull IOException cause) {
        super(cause);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.sendError(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                String.valueOf(getCause().getMessage()));
    }
}
