package io.jenkins.plugins.deploymentledger.audit.shadow;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jenkins.plugins.deploymentledger.core.change.ConfigComparison;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A foresight is used for what it is of, and for nothing else. */
class ForesightsTest {

    private static final String SENT = "<a>new</a>";
    private final ConfigComparison comparison =
            new ConfigComparison(new Redactor(new Fingerprint(new byte[32]), text -> Optional.empty()));
    private final ConfigState before = state("<a>old</a>");
    private final Shadows.Seen seen =
            new Shadows.Seen(false, false, ConfigDifference.NONE, Difference.NONE, Meanwhile.NOTHING, state(SENT));
    private final Foresights foresights = new Foresights();

    @Test
    void isUsedOnceWhereItCameTrue() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        assertSame(
                seen,
                foresights
                        .take(saved("job/config.xml", "alice", SENT, SENT), before)
                        .seen());
        assertNull(foresights.take(saved("job/config.xml", "alice", SENT, SENT), before));
    }

    @Test
    void isNotUsedForAnother() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        assertNull(foresights.take(saved("job/config.xml", "bob", SENT, SENT), before));
    }

    @Test
    void isNotUsedForAnotherFile() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        assertNull(foresights.take(saved("other/config.xml", "alice", SENT, SENT), before));
    }

    @Test
    void isNotUsedForAnotherContent() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        assertNull(foresights.take(saved("job/config.xml", "alice", SENT, "<a>other</a>"), before));
    }

    /** What may stand in a document depends on the version. */
    @Test
    void isNotUsedForAnotherVersionOfXml() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        String file = "<?xml version='1.1' encoding='UTF-8'?>\n" + SENT;
        assertNull(foresights.take(saved("job/config.xml", "alice", SENT, file), before));
    }

    @Test
    void isNotUsedWhereTheFileLookedOtherwise() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        assertNull(foresights.take(saved("job/config.xml", "alice", SENT, SENT), state("<a>old</a>")));
    }

    @Test
    void isForgottenWhenManyOthersCame() {
        foresights.add("alice", "job/config.xml", "1.0", before, seen);
        for (int i = 0; i < Foresights.MAX; i++) {
            foresights.add("other " + i, "job/config.xml", "1.0", before, seen);
        }
        assertNull(foresights.take(saved("job/config.xml", "alice", SENT, SENT), before));
    }

    private ConfigState state(String document) {
        return comparison.redact(document.getBytes(StandardCharsets.UTF_8));
    }

    private static SavedFile saved(String key, String by, String sent, String content) {
        Target target = new Target("item", "job", "job");
        return SavedFile.of(ConfigFile.unsaved(key, target, content.getBytes(StandardCharsets.UTF_8)), by, sent);
    }
}
