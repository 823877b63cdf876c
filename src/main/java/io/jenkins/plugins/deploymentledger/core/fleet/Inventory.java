package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
 * @param software what is installed, sorted, as far as it could be read
 * @param unread the lists of software that could not be read; none where {@code software} is all
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
        @NonNull List<Software> software,
        @NonNull List<UnreadList> unread)
        implements Serializable {

    /** The most pieces of software that are kept of one machine. */
    public static final int MAX_SOFTWARE = 20_000;

    /** The most file systems that are kept of one machine. */
    public static final int MAX_DISKS = 256;

    /** The longest text kept of any field, in characters. */
    public static final int MAX_TEXT = 512;

    /** The most unread lists that are kept of one machine. */
    public static final int MAX_UNREAD = 20;

    /** Copies the unread lists; files of before know of none. */
    public Inventory {
        unread = List.copyOf(Objects.requireNonNullElse(unread, List.of()));
    }

    /** An inventory in which all lists of software were read. */
    public Inventory(
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
            @NonNull List<Software> software) {
        this(
                takenAt,
                hostname,
                os,
                osVersion,
                architecture,
                processor,
                logicalProcessors,
                memoryBytes,
                bootTime,
                disks,
                software,
                List.of());
    }

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
                        .toList(),
                limitedUnread());
    }

    /** The same with what was found on it, taken at another time. */
    @NonNull
    public Inventory with(@NonNull Instant at, @NonNull List<Software> found, @NonNull List<UnreadList> notFound) {
        return new Inventory(
                at,
                hostname,
                os,
                osVersion,
                architecture,
                processor,
                logicalProcessors,
                memoryBytes,
                bootTime,
                disks,
                found,
                notFound);
    }

    /** What is cut off was not read, either. */
    private List<UnreadList> limitedUnread() {
        Stream<UnreadList> rest = software.size() > MAX_SOFTWARE
                ? Stream.of(new UnreadList("software", "only the first " + MAX_SOFTWARE + " pieces are kept"))
                : Stream.empty();
        return Stream.concat(rest, unread.stream())
                .limit(MAX_UNREAD)
                .map(list -> new UnreadList(cut(list.origin()), cut(list.reason())))
                .toList();
    }

    private static String cut(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
