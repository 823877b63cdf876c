package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Makes names and URLs of deployments out of their full names, without asking for the jobs. */
@Restricted(NoExternalUse.class)
public final class ItemUrls {

    private ItemUrls() {}

    /** A full name as people read it. */
    @NonNull
    public static String text(@NonNull String fullName) {
        return fullName.replace("/", " » ");
    }

    /** The URL below the root of Jenkins, with a slash at its end. */
    @NonNull
    public static String of(@NonNull String fullName) {
        return Arrays.stream(fullName.split("/"))
                .map(name -> "job/" + Util.rawEncode(name) + "/")
                .collect(Collectors.joining());
    }
}
