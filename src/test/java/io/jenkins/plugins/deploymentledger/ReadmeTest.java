package io.jenkins.plugins.deploymentledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the README shows works as it stands there. */
@WithJenkins
class ReadmeTest {

    @Test
    void itsConfigurationAsCodeConfiguresJenkins(JenkinsRule j, @TempDir Path directory) throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md"), StandardCharsets.UTF_8));
        assertTrue(block.find(), "The README has YAML");

        Path yaml = Files.writeString(directory.resolve("jenkins.yaml"), block.group(1), StandardCharsets.UTF_8);
        ConfigurationAsCode.get().configure(yaml.toUri().toString());

        assertEquals(Set.of("night shift"), Set.copyOf(Teams.get().ofUser("ana")));
        assertEquals(
                List.of("racks 90"),
                MachineGroups.get().getGroups().stream()
                        .map(group -> group.getName())
                        .toList());
        assertTrue(PackageCatalogue.get().find("agent-tools", "2.4.1").isPresent());
        assertEquals(730, AuditSettings.get().getRetentionDays());
    }
}
