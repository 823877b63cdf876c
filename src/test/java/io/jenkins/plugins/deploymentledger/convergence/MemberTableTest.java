package io.jenkins.plugins.deploymentledger.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.convergence.Outcome;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.htmlunit.Page;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every number of a convergence leads to exactly the machines that it counts. */
@WithJenkins
class MemberTableTest {

    private static final Map<MemberState, Integer> COUNTS = Map.of(
            MemberState.CONVERGED, 230, MemberState.FAILING, 2, MemberState.EXCLUDED, 1, MemberState.UNKNOWN, 17);

    private static final Instant AT = Instant.parse("2026-11-30T10:00:00Z");

    private JenkinsRule j;
    private DeploymentJob job;

    @BeforeEach
    void look(JenkinsRule rule) throws Exception {
        j = rule;
        job = TestDeployments.create("deploy", "exit 0", new LabelTarget("fleet"));
        ConvergenceProperty property = new ConvergenceProperty();
        property.setOwner(User.getById("ana", true).getId());
        job.addProperty(property);
        Map<String, MemberState> states = new LinkedHashMap<>();
        COUNTS.forEach((state, count) -> {
            for (int i = 0; i < count; i++) {
                states.put("%s-%03d".formatted(state.name().toLowerCase(Locale.ROOT), i), state);
            }
        });
        Convergence convergence = new Convergence(property.rules(job.getPolarity()), Convergence.Memory.NONE);
        convergence.ended(AT, 1, Map.of("failing-000", Outcome.FAILURE, "failing-001", Outcome.FAILURE), false);
        assertEquals(1, convergence.memory().machines().get("failing-000").failures());
        property.file(job)
                .write(ConvergenceFile.Content.NONE.looked(
                        convergence.memory(),
                        states,
                        Map.of("excluded-000", "=cmd|' /C calc'!A0"),
                        new Cycle(AT.toEpochMilli(), Cycle.Kind.UNCHANGED, COUNTS, 92, 0, null, null, 0, 0)));
    }

    @Test
    void everyNumberOfTheBarLeadsToItsMachines() throws Exception {
        HtmlPage page = j.createWebClient().getPage(job, "convergence");
        Map<MemberState, Integer> told = new LinkedHashMap<>();
        for (MemberState state : MemberState.values()) {
            List<HtmlAnchor> links = links(page, "?state=" + state.name());
            if (!COUNTS.containsKey(state)) {
                assertEquals(List.of(), links, "Nobody is " + state);
                continue;
            }
            assertFalse(links.isEmpty(), "A link for " + state);
            int listed = 0;
            HtmlPage shown = links.get(0).click();
            while (shown != null) {
                List<String> names = names(shown);
                assertTrue(names.size() <= MemberQuery.PAGE_SIZE);
                assertTrue(names.stream().allMatch(name -> isIn(state, name)), names.toString());
                listed += names.size();
                List<HtmlAnchor> next = anchors(shown, "Next");
                shown = next.isEmpty() ? null : next.get(0).click();
            }
            told.put(state, listed);
        }
        assertEquals(COUNTS, told);
        assertThat(names(page).get(0), not(containsString("converged")));
    }

    private static boolean isIn(MemberState state, String name) {
        return name.startsWith(state.name().toLowerCase(Locale.ROOT) + "-");
    }

    @Test
    void theListOfConvergencesLeadsThere() throws Exception {
        HtmlPage list = j.createWebClient().goTo("tasks/?section=convergences&scope=all");
        for (MemberState state : COUNTS.keySet()) {
            List<HtmlAnchor> links = links(list, "job/deploy/convergence/?state=" + state.name());
            assertFalse(links.isEmpty(), "A link for " + state);
            HtmlPage shown = links.get(links.size() - 1).click();
            assertEquals(
                    Math.min(COUNTS.get(state), MemberQuery.PAGE_SIZE),
                    names(shown).size());
        }
    }

    @Test
    void programsGetTheSame() throws Exception {
        JsonNode failing = json("members/?state=failing");
        assertEquals(2, failing.get("total").asInt());
        assertEquals("failing-000", failing.get("members").get(0).get("machine").asText());
        assertEquals(
                "2026-11-30T11:00:00Z",
                failing.get("members").get(0).get("retry").asText());
        assertEquals(230, failing.get("counts").get("CONVERGED").asInt());
        assertTrue(failing.get("next").isNull());

        TreeSet<String> all = new TreeSet<>();
        JsonNode page = json("members/?limit=100");
        while (!page.get("next").isNull()) {
            page.get("members").forEach(member -> all.add(member.get("machine").asText()));
            page = json("members/?limit=100&from=" + page.get("next").asInt());
        }
        page.get("members").forEach(member -> all.add(member.get("machine").asText()));
        assertEquals(250, all.size());

        String csv = text("members/csv?state=EXCLUDED");
        assertEquals(2, csv.lines().count());
        assertThat(csv, containsString("excluded-000,EXCLUDED,0,,'=cmd"));
    }

    @Test
    void nonsenseIsNamed() throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        for (String bad : List.of("state=broken", "from=-1", "limit=1001", "limit=x")) {
            Page answer = client.goTo(job.getUrl() + "convergence/members/?" + bad, "application/json");
            assertEquals(400, answer.getWebResponse().getStatusCode(), bad);
            assertThat(answer.getWebResponse().getContentAsString(), containsString(bad.split("=")[0]));
        }
        HtmlPage page = client.getPage(job, "convergence/?state=broken");
        assertThat(page.asNormalizedText(), containsString("which is none of"));
        assertEquals(MemberQuery.PAGE_SIZE, names(page).size());
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.builder().build().readTree(text(path));
    }

    private String text(String path) throws Exception {
        return j.createWebClient()
                .goTo(job.getUrl() + "convergence/" + path, null)
                .getWebResponse()
                .getContentAsString();
    }

    private static List<HtmlAnchor> links(HtmlPage page, String end) {
        return page.getAnchors().stream()
                .filter(anchor -> anchor.getHrefAttribute().endsWith(end))
                .toList();
    }

    private static List<HtmlAnchor> anchors(HtmlPage page, String text) {
        return page.getAnchors().stream()
                .filter(anchor -> anchor.asNormalizedText().strip().equals(text))
                .toList();
    }

    private static List<String> names(HtmlPage page) {
        List<String> names = new ArrayList<>();
        for (Object cell : page.getByXPath("//table[contains(@class,'convergence-members')]/tbody/tr/td[1]")) {
            names.add(((DomElement) cell).asNormalizedText().strip());
        }
        return names;
    }
}
