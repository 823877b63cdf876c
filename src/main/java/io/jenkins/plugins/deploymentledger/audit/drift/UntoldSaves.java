package io.jenkins.plugins.deploymentledger.audit.drift;

import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import java.io.File;
import java.util.Map;
import jenkins.model.Jenkins;

/** Finds what changed in the configuration that plugins save without telling any listener, at the end of what may have changed it. */
public final class UntoldSaves {

    /** By what configures it, the file in the home of Jenkins. */
    private static final Map<String, String> FILES = Map.of(
            "com.cloudbees.plugins.credentials.CredentialsProviderManager$Configuration",
            "credentials-configuration.xml");

    private UntoldSaves() {}

    /** Looks now; what changed is put down to whoever the current thread works for. */
    public static void look() {
        FILES.forEach((id, name) -> Hook.run("an untold save", () -> {
            Jenkins jenkins = Jenkins.get();
            Descriptor<?> configuration = jenkins.getDescriptor(id);
            File file = new File(jenkins.getRootDir(), name);
            if (configuration != null && file.exists()) {
                ConfigSaves.saved(configuration, file);
            }
        }));
    }
}
