package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers programs that ask for packages, or bring them. */
final class PackageAnswers {

    /** The longest description of a package that is read, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private PackageAnswers() {}

    /** Adds the version that stands in a request. */
    static void add(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, Messages.PackageAnswers_long(MAX_BYTES));
            return;
        }
        try {
            DeploymentPackage added = PackageJson.read(new String(body, StandardCharsets.UTF_8));
            PackageCatalogue.get().add(added);
            write(
                    response,
                    HttpServletResponse.SC_CREATED,
                    new PackagePage(PackageCatalogue.idOf(added), added).json());
        } catch (IllegalArgumentException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }

    private static void refuse(StaplerResponse2 response, int status, String reason) throws IOException {
        write(response, status, Map.of("error", String.valueOf(reason)));
    }

    /** Writes a value as JSON. */
    static void write(@NonNull StaplerResponse2 response, int status, @NonNull Object value) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(PackageJson.write(value));
    }
}
