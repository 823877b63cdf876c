package io.jenkins.plugins.deploymentledger.audit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An archive is known by how its address ends, and by nothing before that, where a password may be. */
class CommandSubjectsTest {

    private static Target plugin(String source) {
        return CommandSubjects.PLUGINS.resolve(List.of(source)).get(0);
    }

    @Test
    void whereAnArchiveComesFromIsNoPlugin() {
        assertEquals(archive("x.hpi"), plugin("https://robot:secret@example.org/y/x.hpi?token=secret#secret"));
        assertEquals(archive("download"), plugin("https://example.org/y/download"));
        assertEquals(archive("x.hpi"), plugin("file:x.hpi"));
        assertEquals(archive(""), plugin("https://robot:secret@example.org"));
        assertEquals(archive(""), plugin("https://robot:secret@example.org?token=secret"));
        assertEquals(new Target("plugin-archive", "", "(standard input)"), plugin("="));
        assertEquals("plugin", plugin("here/x.hpi").kind(), "The command looks for a plugin of that name");
    }

    private static Target archive(String file) {
        return new Target("plugin-archive", file, file);
    }
}
