package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import jenkins.security.ConfidentialKey;

/**
 * Tells which changes of files below {@code secrets/} are Jenkins' own: it tells no listener of the keys that it makes when it first needs
 * them. Such a file is encrypted with the master key: who has not that cannot make one, but copy one.
 */
final class OwnSecrets {

    /** What the setup of a new Jenkins writes for whoever does it, and takes away in the end. */
    private static final Set<String> OF_SETUP = Set.of("initialAdminPassword", "initialAdminApiToken");

    private OwnSecrets() {}

    /**
     * Whether Jenkins itself made a file, or took it away; unless it is a copy of another.
     *
     * @param then null if there was none
     * @param now null if there is none
     */
    static boolean explain(@NonNull String name, @CheckForNull String then, @CheckForNull String now) {
        boolean cameOrWent = then == null || now == null;
        return cameOrWent && OF_SETUP.contains(name) || then == null && new Key(name).isThere();
    }

    /** A key of Jenkins, by the name of its file. */
    private static final class Key extends ConfidentialKey {

        Key(String name) {
            super(name);
        }

        /** Whether there is one that is encrypted with the master key, and is one; what it is is forgotten at once. */
        boolean isThere() {
            try {
                byte[] content = load();
                if (content == null) {
                    return false;
                }
                Arrays.fill(content, (byte) 0);
                // The end of any other file is an encrypted file of its own, with nothing in it.
                return content.length > 0;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
