package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import io.jenkins.plugins.deploymentledger.audit.archive.ImportedLogs;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.Provenance;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItem;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;

/** The form by which a log of before is imported: fields {@code file}, {@code zone} and {@code language}. */
final class LogImport {

    private LogImport() {}

    /** Imports what was sent, and leads to it; says what is wrong with it otherwise. */
    @NonNull
    static HttpResponse of(StaplerRequest2 request) throws IOException, ServletException {
        String type = request.getContentType();
        FileItem<?> file = type != null && type.startsWith("multipart/") ? request.getFileItem2("file") : null;
        if (file == null || file.getName() == null || file.getName().isEmpty()) {
            throw new Failure(Messages.LogImport_noFile());
        }
        ZoneId zone = zone(request.getParameter("zone"));
        Locale language = language(request.getParameter("language"));
        try (InputStream content = file.getInputStream()) {
            Provenance added = ImportedLogs.add(file.getName(), content, zone, language);
            return HttpResponses.redirectTo("archives?" + ArchivesPage.ARCHIVE + '=' + added.sha256());
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        } finally {
            file.delete();
        }
    }

    private static Locale language(String tag) {
        return tag == null || tag.isBlank()
                ? Locale.ENGLISH
                : ImportedLogs.language(tag).orElseThrow(() -> new Failure(Messages.LogImport_noLanguage()));
    }

    private static ZoneId zone(String name) {
        try {
            return name == null || name.isBlank() ? ZoneId.systemDefault() : ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new Failure(Messages.LogImport_noZone());
        }
    }
}
