package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jenkins.plugins.deploymentledger.core.ledger.cli.Main;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that may not be written or read: it is said so, and the ledger is left as it was. Runs as a user whom that binds. */
class PermissionTest {

    @TempDir
    private Path temp;

    private OtherUser user;
    private Path ledger;

    /** Opens a ledger for writing, appends to it, and says what went wrong. */
    static final class Opens {

        private Opens() {}

        public static void main(String[] args) {
            try (Ledger ledger = Ledger.open(Path.of(args[0]), LedgerOptions.DEFAULTS)) {
                ledger.record(SampleLedger.event(1));
                System.out.println("It was written");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @BeforeEach
    void aLedgerThatAllMayRead() throws Exception {
        user = new OtherUser(Files.createDirectory(temp.resolve("classes")));
        ledger = temp.resolve("ledger");
        try (Ledger writer = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(writer, 0, 10);
        }
        OtherUser.open(temp);
    }

    @AfterEach
    void letItBeRemoved() throws IOException {
        OtherUser.open(temp);
    }

    private void allow(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aReadOnlyDirectoryTakesNoNewLedger() throws Exception {
        Path parent = Files.createDirectory(temp.resolve("parent"));
        allow(parent, "r-xr-xr-x");
        OtherUser.Ended ended =
                user.run(Opens.class.getName(), parent.resolve("new").toString());
        assertThat(ended.said(), containsString("No permission to write the ledger in " + parent.resolve("new")));
        assertFalse(Files.exists(parent.resolve("new")));
    }

    @Test
    void aReadOnlyLedgerIsNotOpenedForWritingAndStaysAsItWas() throws Exception {
        for (Path file : List.of(ledger, ledger.resolve("log"), ledger.resolve("keys"), ledger.resolve("lock"))) {
            allow(file, Files.isDirectory(file) ? "r-xr-xr-x" : "r--r--r--");
        }
        OtherUser.Ended ended = user.run(Opens.class.getName(), ledger.toString());
        assertThat(ended.said(), containsString("No permission to write the ledger in " + ledger));
        assertEquals(
                List.of(),
                LedgerVerifier.verify(ledger, VerificationOptions.ALL).findings());
        assertEquals(
                0, user.run(Main.class.getName(), "verify", ledger.toString()).status(), "reading needs no writing");
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws Exception {
        for (String name : List.of("checkpoint", "log/000000000000.seg", "tile/0/000.p/12")) {
            Path file = ledger.resolve(name);
            allow(file, "---------");
            OtherUser.Ended ended = user.run(Main.class.getName(), "verify", ledger.toString());
            assertEquals(1, ended.status(), name + ": " + ended.said());
            assertThat(ended.said(), containsString("No permission for " + file));
            allow(file, "rw-r--r--");
        }
    }
}
