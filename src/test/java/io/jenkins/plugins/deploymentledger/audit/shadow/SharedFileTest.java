package io.jenkins.plugins.deploymentledger.audit.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose a state of a file is that two have saved at the same moment, in whatever order they are heard of. */
@WithJenkins
class SharedFileTest {

    private static final Target JOB = new Target("item", "job", "job");

    private Path file;
    private Shadows shadows;

    @BeforeEach
    void writeItFirst(JenkinsRule j) throws Exception {
        file = j.jenkins.getRootDir().toPath().resolve("shared.xml");
        shadows = Shadows.get();
        write("first");
        ConfigFile first = read();
        asRecorder(() -> {
            Look look = shadows.look(first);
            look.remember().run();
            return look;
        });
    }

    @Test
    void whoIsHeardBeforeTheOtherWhoOverwroteIt() throws Exception {
        write("bob");
        assertLooks("first -> alice", Meanwhile.NOTHING, SavedFile.of(read(), "alice", text("alice")));
        assertLooks("alice -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "bob", text("bob")));
        assertNothingIsLeft("bob");
    }

    @Test
    void whoIsHeardAfterTheOtherWhoOverwroteIt() throws Exception {
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "bob", text("bob")));
        assertLooks("first -> alice", Meanwhile.OVERWRITTEN, SavedFile.of(read(), "alice", text("alice")));
        assertNothingIsLeft("bob");
    }

    /** A form does not send what is written. */
    @Test
    void whoWasTakenForTheOther() throws Exception {
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "alice"));
        assertLooks("first -> bob", Meanwhile.MISTAKEN, SavedFile.of(read(), "bob", text("bob")));
        assertNothingIsLeft("bob");
    }

    @Test
    void whereNobodyKnows() throws Exception {
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "alice"));
        assertLooks("", Meanwhile.SAVED_TOO, SavedFile.of(read(), "bob"));
        assertLooks("", Meanwhile.NOTHING, SavedFile.of(read(), "bob"));
    }

    @Test
    void whoSavesTheSameAgainIsOne() throws Exception {
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "bob"));
        assertLooks("", Meanwhile.NOTHING, SavedFile.of(read(), "bob"));
        write("bob");
        assertLooks("", Meanwhile.NOTHING, SavedFile.of(read(), "alice"));
    }

    @Test
    void whatIsOnlyWrittenInAnotherWayIsTheSame() throws Exception {
        write("bob");
        SavedFile saved = SavedFile.of(
                read(), "bob", "<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<a >\r\n  <b>bob</b>\r\n</a >");
        assertLooks("first -> bob", Meanwhile.NOTHING, saved);
        assertTrue(SavedFile.of(read(), "bob", text("bob")).own());
    }

    /** What somebody sends is looked at before it is written. */
    @Test
    void whoWasForeseen() throws Exception {
        foresee("alice", "alice");
        write("alice");
        assertLooks("first -> alice", Meanwhile.NOTHING, SavedFile.of(read(), "alice", sent("alice")));
        assertNothingIsLeft("alice");
    }

    @Test
    void whoWasForeseenBeforeAnotherSaved() throws Exception {
        foresee("alice", "alice");
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "bob", sent("bob")));
        write("alice");
        assertLooks("bob -> alice", Meanwhile.NOTHING, SavedFile.of(read(), "alice", sent("alice")));
        assertNothingIsLeft("alice");
    }

    @Test
    void whoWasForeseenAndOverwritten() throws Exception {
        foresee("alice", "alice");
        foresee("bob", "bob");
        write("bob");
        assertLooks("first -> bob", Meanwhile.NOTHING, SavedFile.of(read(), "bob", sent("bob")));
        assertLooks("first -> alice", Meanwhile.OVERWRITTEN, SavedFile.of(read(), "alice", sent("alice")));
        assertNothingIsLeft("bob");
    }

    /** Of what nobody can read, only length and fingerprint of the file are known, which is written with another declaration than this was read. */
    @Test
    void whoSendsAgainWhatCannotBeRead() throws Exception {
        String deep = "<c>".repeat(300) + "</c>".repeat(300);
        write(deep);
        assertEquals(
                1, look(SavedFile.of(read(), "alice", text(deep))).difference().size());
        foresee("bob", deep);
        write(deep);
        assertEquals(
                0, look(SavedFile.of(read(), "bob", text(deep))).difference().size());
    }

    private void foresee(String by, String value) throws Exception {
        String key = ConfigFile.key(file.toFile()).orElseThrow();
        asRecorder(() -> {
            shadows.foresee(by, key, sent(value));
            return by;
        });
    }

    private void assertNothingIsLeft(String last) throws Exception {
        assertLooks("", Meanwhile.NOTHING, SavedFile.of(read(), "whoever", text(last)));
    }

    private void assertLooks(String changes, Meanwhile meanwhile, SavedFile saved) throws Exception {
        Shadows.Seen seen = look(saved);
        assertEquals(
                changes,
                seen.difference().changes().stream().map(SharedFileTest::told).collect(Collectors.joining()));
        assertEquals(meanwhile, seen.meanwhile());
    }

    private Shadows.Seen look(SavedFile saved) throws Exception {
        return asRecorder(() -> {
            Look look = shadows.look(saved);
            look.remember().run();
            return look.seen();
        });
    }

    /** What is done with shadows is done one after the other, by the recorder. */
    private static <T> T asRecorder(Supplier<T> action) throws Exception {
        AtomicReference<T> result = new AtomicReference<>();
        Recorder.find().orElseThrow().keep(() -> result.set(action.get())).get(1, TimeUnit.MINUTES);
        return result.get();
    }

    private static String told(Change change) {
        return change.before() + " -> " + change.after();
    }

    private ConfigFile read() {
        return ConfigFile.read(file.toFile(), JOB).orElseThrow();
    }

    /** As Jenkins does, with a new file in the place of the old one. */
    private void write(String value) throws Exception {
        Path fresh = Files.createTempFile(file.getParent(), "shared", ".tmp");
        Files.writeString(fresh, sent(value));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As it stands in the file, from which it was taken. */
    private static String sent(String value) {
        return "<?xml version='1.1' encoding='UTF-8'?>\n" + text(value);
    }

    private static String text(String value) {
        return "<a><b>" + value + "</b></a>";
    }
}
