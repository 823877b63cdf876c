package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Disk;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/** The facts of a machine as OSHI knows them. */
final class OshiFacts {

    /** What is smaller, in bytes, is a device of the system and no place for software. */
    private static final long SMALLEST_DISK = 1L << 20;

    private OshiFacts() {}

    /** Reads the facts, without any software; may take seconds. */
    static Inventory read() {
        SystemInfo system = new SystemInfo();
        OperatingSystem os = system.getOperatingSystem();
        HardwareAbstractionLayer hardware = system.getHardware();
        long bootSeconds = os.getSystemBootTime();
        return new Inventory(
                Instant.now(),
                os.getNetworkParams().getHostName(),
                os.getFamily(),
                os.getVersionInfo().getVersion() == null
                        ? ""
                        : os.getVersionInfo().getVersion(),
                System.getProperty("os.arch", ""),
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                hardware.getProcessor().getLogicalProcessorCount(),
                hardware.getMemory().getTotal(),
                bootSeconds > 0 ? Instant.ofEpochSecond(bootSeconds) : null,
                disks(os),
                List.of());
    }

    private static List<Disk> disks(OperatingSystem os) {
        List<Disk> disks = new ArrayList<>();
        // Local ones only: asking for a network disk that is gone can take for ever.
        for (OSFileStore store : os.getFileSystem().getFileStores(true)) {
            if (store.getTotalSpace() >= SMALLEST_DISK) {
                disks.add(new Disk(store.getMount(), store.getType(), store.getTotalSpace(), store.getUsableSpace()));
            }
        }
        return disks;
    }
}
