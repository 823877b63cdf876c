package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A list in which an operating system keeps what is installed. */
interface SoftwareList {

    /** The name under which its software is known, such as {@code dpkg}. */
    String origin();

    /**
     * Reads the list.
     *
     * @param limit how long it may take
     * @return empty if the machine has no such list
     * @throws InventoryProblemException if it has, and it cannot be read
     */
    Optional<List<Software>> read(Duration limit) throws InventoryProblemException;

    /** The lists that the operating system on which this runs can have. */
    static List<SoftwareList> all() {
        return switch (OsFamily.of(System.getProperty("os.name"))) {
            case WINDOWS -> List.of(new OshiSoftware("registry"));
            case MACOS -> List.of(new OshiSoftware("applications"));
            default -> PackageTool.all();
        };
    }
}
