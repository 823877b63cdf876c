package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.time.Duration;
import java.util.List;
import oshi.SystemInfo;

/**
 * What OSHI knows of installed software: the uninstall keys of Windows' registry, the applications of macOS.
 *
 * @param origin see {@link SoftwareList#origin()}
 */
record OshiSoftware(String origin) implements SoftwareList {

    @Override
    public List<Software> read(Duration limit) {
        return new SystemInfo()
                .getOperatingSystem().getInstalledApplications().stream()
                        .map(application -> new Software(application.getName(), text(application.getVersion()), origin))
                        .toList();
    }

    private static String text(String version) {
        return version == null || version.equals("unknown") ? "" : version;
    }
}
