package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.Which;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.core.ledger.cli.Main;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jenkins.model.Jenkins;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.io.IOUtils;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code audit-trail/deployment-ledger.jar}: the offline verifier, for holders of Audit trail/View. Put together of what this controller runs:
 * the classes of the ledger, which know nothing of Jenkins, and the libraries that they use. It needs a Java from 17 on and nothing else.
 */
@Restricted(NoExternalUse.class)
public final class VerifierJar {

    private static final String OWN = "io/jenkins/plugins/deploymentledger/core/ledger/";
    private static final String LICENCES = "META-INF/licenses/";

    /** One class of each library. */
    private static final List<Class<?>> LIBRARIES = List.of(
            ObjectMapper.class, JsonFactory.class, JsonProperty.class, CSVFormat.class, IOUtils.class, Base64.class);

    /** The same files make the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final ZipOutputStream out;
    private final Set<String> names = new HashSet<>();

    private VerifierJar(OutputStream out) {
        this.out = new ZipOutputStream(out);
    }

    /**
     * Answers with the file.
     *
     * @throws IOException if it cannot be put together, or nobody takes it
     */
    public static void serve(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        try {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
            return;
        }
        response.setContentType("application/java-archive");
        response.setHeader("Content-Disposition", "attachment; filename=\"deployment-ledger.jar\"");
        VerifierJar jar = new VerifierJar(response.getOutputStream());
        jar.manifest();
        jar.add(Main.class, name -> name.startsWith(OWN));
        for (Class<?> library : LIBRARIES) {
            jar.add(library, VerifierJar::belongs);
        }
        jar.out.finish();
    }

    private void manifest() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        begin(JarFile.MANIFEST_NAME);
        manifest.write(out);
        out.closeEntry();
    }

    /** What of a library is wanted: its classes for the oldest Java, what its classes read, and its licence. */
    private static boolean belongs(String name) {
        return name.startsWith("META-INF/") ? isLicence(name) : !name.equals("module-info.class");
    }

    private static boolean isLicence(String name) {
        return name.matches("META-INF/(LICENSE|NOTICE)[^/]*");
    }

    private void add(Class<?> type, Predicate<String> wanted) throws IOException {
        Path place = Which.jarFile(type).toPath();
        if (Files.isDirectory(place)) {
            add(place, "classes", wanted);
            return;
        }
        try (FileSystem files = FileSystems.newFileSystem(place)) {
            add(files.getPath("/"), String.valueOf(place.getFileName()), wanted);
        }
    }

    private void add(Path root, String library, Predicate<String> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(root)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace('\\', '/');
            String kept = isLicence(name) ? LICENCES + library + name.substring("META-INF".length()) : name;
            if (wanted.test(name) && names.add(kept)) {
                begin(kept);
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
    }
}
