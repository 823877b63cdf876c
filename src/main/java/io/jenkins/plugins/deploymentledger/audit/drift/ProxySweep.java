package io.jenkins.plugins.deploymentledger.audit.drift;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jenkins.model.Jenkins;

/** Finds that the proxy is gone: core deletes its file and tells no one. Looks at the end of what may have taken it away. */
public final class ProxySweep {

    private static final Target PROXY =
            new Target("configuration", ProxyConfiguration.class.getName(), ProxyConfiguration.class.getSimpleName());

    private ProxySweep() {}

    /** Looks now; a proxy that is gone is put down to whoever the current thread works for. */
    public static void look() {
        Hook.run("the proxy", () -> {
            if (Jenkins.get().getProxy() == null) {
                ConfigSaves.removed(
                        Event.SYSTEM_PROXY_UPDATED,
                        PROXY,
                        ProxyConfiguration.getXmlFile().getFile());
            }
        });
    }
}
