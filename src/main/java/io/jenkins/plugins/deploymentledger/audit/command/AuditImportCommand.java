package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.archive.ImportedLogs;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.Provenance;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code audit-import}: imports a log of before from the standard input, for holders of Audit trail/Configure who may also view. */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditImportCommand extends AuditCommand {

    @Option(name = "--name", metaVar = "FILE", usage = "import.name", required = true)
    private String name;

    @Option(name = "--zone", metaVar = "ZONE", usage = "import.zone")
    private String zone;

    @Option(name = "--language", metaVar = "TAG", usage = "import.language")
    private String language = "en";

    @Override
    public String getShortDescription() {
        return Messages.AuditImportCommand_short();
    }

    @Override
    @NonNull
    String exits() {
        return Messages.AuditImportCommand_exits();
    }

    @Override
    protected int run() throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        Provenance added = ImportedLogs.add(name, stdin, zone(), language());
        stdout.println(Messages.AuditImportCommand_added(added.entries(), added.sha256()));
        return 0;
    }

    private Locale language() {
        return ImportedLogs.language(language)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--language: There is no such language. Write its tag, as en, fr or pt-BR."));
    }

    private ZoneId zone() {
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--zone: There is no such time zone. Write one as Europe/Paris or UTC.", e);
        }
    }
}
