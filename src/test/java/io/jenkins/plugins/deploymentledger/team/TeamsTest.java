package io.jenkins.plugins.deploymentledger.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TeamsTest {

    @Test
    void membershipIsExactAndByTheRealmsRulesForUsersAndGroups(JenkinsRule j) {
        JenkinsRule.DummySecurityRealm realm = j.createDummySecurityRealm();
        realm.addGroups("chloe", "nights");
        realm.addGroups("erik", "cn=nights,ou=groups");
        j.jenkins.setSecurityRealm(realm);
        for (String id : List.of("ana", "anabel", "Ben", "chloe", "dan", "erik")) {
            User.getById(id, true);
        }
        Team racks = new Team("racks");
        racks.setMembers("Ana,\nben");
        Team night = new Team("night");
        night.setMembers("ben");
        night.setGroups("Nights\ncn=nights,ou=groups");
        Teams.get().setTeams(List.of(racks, night));

        assertEquals(Set.of("racks"), Teams.get().ofUser("ana"));
        assertEquals(Set.of(), Teams.get().ofUser("anabel"));
        assertEquals(Set.of("night", "racks"), Teams.get().ofUser("Ben"));
        assertEquals(Set.of("night"), Teams.get().ofUser("chloe"));
        assertEquals(Set.of("night"), Teams.get().ofUser("erik"), "A comma is part of a group's name");
        assertEquals(Set.of(), Teams.get().ofUser("nobody"));
        try (ACLContext chloe = ACL.as(User.getById("chloe", false))) {
            assertEquals(Set.of("night"), Teams.get().ofCurrentUser());
        }
        try (ACLContext dan = ACL.as(User.getById("dan", false))) {
            assertEquals(Set.of(), Teams.get().ofCurrentUser());
        }
    }

    @Test
    void theFormKeepsTeamsAsTheyAre(JenkinsRule j) throws Exception {
        Team team = new Team("night");
        team.setMembers("ana\nben");
        team.setGroups("nights");
        Teams.get().setTeams(List.of(team));

        j.configRoundtrip();

        assertEquals(1, Teams.get().getTeams().size());
        j.assertEqualDataBoundBeans(team, Teams.get().getTeams().get(0));
    }

    @Test
    void twoTeamsOfOneNameAreRefusedAndNothingIsChanged(JenkinsRule j) {
        Teams.get().setTeams(List.of(new Team("night")));

        List<Team> twice = List.of(new Team("a"), new Team("a"));
        assertThrows(IllegalArgumentException.class, () -> Teams.get().setTeams(twice));
        List<Team> nameless = List.of(new Team(" "));
        assertThrows(IllegalArgumentException.class, () -> Teams.get().setTeams(nameless));

        assertEquals(
                List.of("night"),
                Teams.get().getTeams().stream().map(Team::getName).toList());
    }

    @Test
    void teamsCanBeConfiguredAsCode(JenkinsRule j) {
        ConfigurationAsCode.get()
                .configure(TeamsTest.class.getResource("teams.yaml").toString());

        assertEquals(Set.of("night"), Teams.get().ofUser("ben"));
    }
}
