package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines in which package managers name what is installed. */
final class PackageLines {

    /** Such as {@code musl-utils-1.2.5-r0 x86_64 {musl} (MIT) [installed]}. */
    private static final Pattern APK = Pattern.compile("(\\S+?)-(\\d[^\\s-]*-r\\d+)\\s.*");

    private PackageLines() {}

    /** {@code status TAB name TAB version}; what is configured only, or half installed, is not installed. */
    static Optional<Software> dpkg(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length == 3
                        && parts[0].strip().endsWith("i")
                        && parts[0].strip().length() >= 2
                ? Optional.of(new Software(parts[1], parts[2], "dpkg"))
                : Optional.empty();
    }

    /** {@code name TAB version-release}; the keys of vendors stand there like packages. */
    static Optional<Software> rpm(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length == 2 && !parts[0].equals("gpg-pubkey")
                ? Optional.of(new Software(parts[0], parts[1], "rpm"))
                : Optional.empty();
    }

    /** {@code name-version-rRELEASE architecture ...}. */
    static Optional<Software> apk(String line) {
        Matcher matcher = APK.matcher(line);
        return matcher.matches()
                ? Optional.of(new Software(matcher.group(1), matcher.group(2), "apk"))
                : Optional.empty();
    }

    /** {@code name version}. */
    static Optional<Software> pacman(String line) {
        String[] parts = line.split(" ", -1);
        return parts.length == 2 ? Optional.of(new Software(parts[0], parts[1], "pacman")) : Optional.empty();
    }
}
