package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.FingerprintCleanupThread;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who only looks leaves no noise, and neither does Jenkins when nobody is there. */
@WithJenkins
@Timeout(300)
class NoiseTest {

    private static final int REQUESTS = 10_000;
    private static final int MINUTES = 60;
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    /** Asked for in turn; the pages that cost much to draw stand once. */
    private static final List<String> READS = List.of(
            "api/json?tree=jobs[name]",
            "job/looked-at/api/json?tree=name",
            "whoAmI/api/json",
            "queue/api/json",
            "computer/api/json?tree=totalExecutors",
            "job/looked-at/config.xml",
            "user/admin/api/json",
            "view/all/api/json?tree=name",
            "crumbIssuer/api/json",
            "no-such-page");

    private static final List<String> PAGES = List.of(
            "", "job/looked-at/", "job/looked-at/configure", "manage/", "manage/configureSecurity/", "computer/");

    /** These come by POST, and only read. */
    private static final List<String> POSTED_READS = List.of(
            "view/all/widget/ExecutorsWidget/ajax",
            "view/all/widget/BuildQueueWidget/ajax",
            "job/looked-at/descriptorByName/hudson.triggers.TimerTrigger/checkSpec?value=H+*",
            "checkJobName?value=other",
            "viewExistsCheck?value=other",
            "manage/descriptorByName/io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings/checkWaitMillis?value=1",
            "manage/descriptorByName/io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings/fillDurabilityItems",
            "markupFormatter/previewDescription?text=x");

    private AuditClient admin;
    private JenkinsRule j;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        j.createFreeStyleProject("looked-at");
        admin = Administrators.client(j);
    }

    private static Map<String, Integer> countByEvent(List<AuditEntry> entries) {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.event().name(), 1, Integer::sum));
        return counts;
    }

    @Test
    void tenThousandReadsAreTwoEntries() throws Exception {
        for (String page : PAGES) {
            assertEquals(200, admin.get(page), page);
        }
        Floods.flushAll();
        long mark = TestTrail.settled();
        for (int i = 0; i < REQUESTS; i++) {
            int status = i % 10 == 9
                    ? admin.post(POSTED_READS.get(i / 10 % POSTED_READS.size()))
                    : admin.get(READS.get(i % READS.size()));
            int number = i;
            assertTrue(status < 400 || status == 404 && number % 10 != 9, () -> "Request " + number + ": " + status);
        }
        Floods.flushAll();
        List<AuditEntry> entries = TestTrail.since(mark);
        assertEquals(List.of("auth.api"), List.copyOf(countByEvent(entries).keySet()), entries::toString);
        // One at once, and for each window that they took one with a count.
        int counted = entries.stream()
                .mapToInt(entry -> Integer.parseInt(entry.details().getOrDefault("count", "1")))
                .sum();
        assertEquals(REQUESTS, counted);
        assertTrue(entries.size() <= 6, () -> entries.size() + " entries");
    }

    @Test
    void anIdleHourLeavesNothing() throws Exception {
        long mark = TestTrail.settled();
        // What has a thread of its own, such as the daily cleanings, is at it while the minutes go by.
        List<AsyncPeriodicWork> background = ExtensionList.lookup(PeriodicWork.class).stream()
                .filter(AsyncPeriodicWork.class::isInstance)
                .map(AsyncPeriodicWork.class::cast)
                .filter(work -> work.getRecurrencePeriod() <= DAY)
                .toList();
        assertTrue(background.stream().anyMatch(FingerprintCleanupThread.class::isInstance), background::toString);
        background.forEach(AsyncPeriodicWork::run);
        for (int minute = 0; minute < MINUTES; minute++) {
            for (PeriodicWork work : ExtensionList.lookup(PeriodicWork.class)) {
                boolean hourly = work.getRecurrencePeriod() == HOUR;
                if (!(work instanceof AsyncPeriodicWork)
                        && work.getRecurrencePeriod() <= HOUR
                        && (!hourly || minute == 0)) {
                    work.run();
                }
            }
        }
        Set<String> threads =
                background.stream().map(work -> work.name + " thread").collect(Collectors.toSet());
        Await.until("The background work is done", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> threads.contains(thread.getName())));
        assertEquals(Map.of(), countByEvent(TestTrail.since(mark)));
    }
}
