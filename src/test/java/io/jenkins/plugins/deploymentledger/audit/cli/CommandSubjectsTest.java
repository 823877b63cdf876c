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
        assertEquals(
                archive("x.hpi", "https://example.org/y/x.hpi"),
                plugin("https://robot:secret@example.org/y/x.hpi?token=secret#secret"));
        assertEquals(
                archive("download", "https://example.org:8443/y/download"),
                plugin("https://example.org:8443/y/download"));
        assertEquals(archive("x.hpi", "file:x.hpi"), plugin("file:x.hpi"));
        assertEquals(archive("", "https://example.org"), plugin("https://robot:secret@example.org"));
        assertEquals(archive("", "https://example.org"), plugin("https://robot:secret@example.org?token=secret"));
        assertEquals(new Target("plugin-archive", "", "(standard input)"), plugin("="));
        assertEquals("plugin", plugin("here/x.hpi").kind(), "The command looks for a plugin of that name");
    }

    private static Target archive(String file, String name) {
        return new Target("plugin-archive", file, name);
    }
}
