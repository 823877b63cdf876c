package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import oshi.SystemInfo;

/**
 * What OSHI knows of installed software: the uninstall keys of Windows' registry, the applications of macOS.
 *
 * @param origin see {@link SoftwareList#origin()}
 */
record OshiSoftware(String origin) implements SoftwareList {

    @Override
    public Optional<List<Software>> read(Duration limit) throws InventoryProblemException {
        List<Software> found = new SystemInfo()
                .getOperatingSystem().getInstalledApplications().stream()
                        .map(application -> new Software(application.getName(), text(application.getVersion()), origin))
                        .toList();
        if (found.isEmpty()) {
            // OSHI swallows its errors, and no such system is without any.
            throw new InventoryProblemException("nothing was found");
        }
        return Optional.of(found);
    }

    private static String text(String version) {
        return version == null || version.equals("unknown") ? "" : version;
    }
}
