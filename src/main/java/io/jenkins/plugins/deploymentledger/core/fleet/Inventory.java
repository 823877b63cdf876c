package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a machine was and had at one moment.
 *
 * <p>It comes from the machine and is not to be believed blindly: {@link #limited()} bounds it.
 *
 * @param takenAt when, by the controller's clock
 * @param hostname the machine's own name
 * @param os name of the operating system, such as {@code Debian GNU/Linux}
 * @param osVersion its version, possibly empty
 * @param architecture such as {@code amd64}
 * @param processor the processor's name
 * @param logicalProcessors how many the operating system schedules on
 * @param memoryBytes the physical memory
 * @param bootTime since when the machine is up; null where unknown
 * @param disks its file systems
 * @param software what is installed, sorted
 */
public record Inventory(
        @NonNull Instant takenAt,
        @NonNull String hostname,
        @NonNull String os,
        @NonNull String osVersion,
        @NonNull String architecture,
        @NonNull String processor,
        int logicalProcessors,
        long memoryBytes,
        @CheckForNull Instant bootTime,
        @NonNull List<Disk> disks,
        @NonNull List<Software> software)
        implements Serializable {

    /** The most pieces of software that are kept of one machine. */
    public static final int MAX_SOFTWARE = 20_000;

    /** The most file systems that are kept of one machine. */
    public static final int MAX_DISKS = 256;

    /** The longest text kept of any field, in characters. */
    public static final int MAX_TEXT = 512;

    /** The same inventory within the limits above, its software sorted and free of duplicates. */
    @NonNull
    public Inventory limited() {
        return new Inventory(
                takenAt,
                cut(hostname),
                cut(os),
                cut(osVersion),
                cut(architecture),
                cut(processor),
                logicalProcessors,
                memoryBytes,
                bootTime,
                disks.stream()
                        .limit(MAX_DISKS)
                        .map(disk -> new Disk(cut(disk.mount()), cut(disk.type()), disk.totalBytes(), disk.freeBytes()))
                        .toList(),
                software.stream()
                        .limit(MAX_SOFTWARE)
                        .map(item -> new Software(cut(item.name()), cut(item.version()), cut(item.origin())))
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static String cut(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
