package io.jenkins.plugins.deploymentledger.audit.drift;

import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Finds what changed in the configuration that plugins save without telling any listener, at the end of what may have changed it. */
public final class UntoldSaves {

    /** By what configures it, the file in the home of Jenkins. */
    private static final Map<String, String> FILES = Map.of(
            "com.cloudbees.plugins.credentials.CredentialsProviderManager$Configuration",
            "credentials-configuration.xml");

    private static final Logger LOGGER = Logger.getLogger(UntoldSaves.class.getName());

    private UntoldSaves() {}

    /** Looks now; what changed is put down to whoever the current thread works for. */
    public static void look() {
        FILES.forEach((id, name) -> Hook.run("an untold save", () -> look(id, name)));
    }

    private static void look(String id, String name) {
        Jenkins jenkins = Jenkins.get();
        Descriptor<?> configuration = jenkins.getDescriptor(id);
        File file = new File(jenkins.getRootDir(), name);
        if (configuration == null || !file.exists()) {
            return;
        }
        try {
            ConfigSaves.looked(configuration, file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What may have been saved cannot be read: " + name);
        }
    }
}
