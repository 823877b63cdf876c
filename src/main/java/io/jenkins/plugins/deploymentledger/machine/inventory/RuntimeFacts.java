package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Disk;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The facts of a machine that the Java runtime knows, for where OSHI has no native access. */
final class RuntimeFacts {

    private RuntimeFacts() {}

    static Inventory read() {
        List<Disk> disks = new ArrayList<>();
        for (File root : File.listRoots()) {
            disks.add(new Disk(root.getPath(), "", root.getTotalSpace(), root.getUsableSpace()));
        }
        return new Inventory(
                Instant.now(),
                hostname(),
                System.getProperty("os.name", ""),
                System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                "",
                Runtime.getRuntime().availableProcessors(),
                0,
                null,
                disks,
                List.of());
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
