package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.security.Roles;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * Every URL of the trail: who gets which answer, by each of its permissions alone. Those of the whole plugin, for those who deploy, are in
 * {@code WebMethodTest}.
 */
@WithJenkins
class WhoMayReadTest {

    private static final List<String> ROLES = List.of(
            "admin", "importer", "auditor", "viewer", "exporter", "manager", "author", "reader", Roles.ANONYMOUS);

    /** For holders of Audit trail/View. */
    private static final List<Integer> VIEW = List.of(200, 200, 200, 200, 403, 403, 403, 403, 403);

    /** For holders of Audit trail/View and Audit trail/Export. */
    private static final List<Integer> EXPORT = List.of(200, 403, 200, 403, 403, 403, 403, 403, 403);

    /** The same, of an export that nobody began. */
    private static final List<Integer> PROGRESS = List.of(404, 403, 404, 403, 403, 403, 403, 403, 403);

    /** For holders of Audit trail/View and Audit trail/Configure; without a file it is an error. */
    private static final List<Integer> CONFIGURE = List.of(400, 400, 403, 403, 403, 403, 403, 403, 403);

    /** For holders of Audit trail/Configure, who may also view. */
    private static final List<Integer> SETTINGS = List.of(200, 200, 403, 403, 403, 403, 403, 403, 403);

    /** A part of a page, which Jenkins does not give without the page. */
    private static final List<Integer> PART = List.of(404, 404, 404, 404, 403, 403, 403, 403, 403);

    /** Jenkins' own page, for administrators. */
    private static final List<Integer> ADMINISTER = List.of(200, 403, 403, 403, 403, 403, 403, 403, 403);

    private static final Map<String, List<Integer>> TABLE = new LinkedHashMap<>();

    static {
        for (String path : List.of(
                "",
                "rows",
                "entry/0/",
                "entry/0/part",
                "events",
                "events/0",
                "events/newer?after=0",
                "events/suggest?kind=actorId&text=a",
                "events/catalogue",
                "catalogue",
                "coverage",
                "integrity",
                "status",
                "archives",
                "checkpoint",
                "ledger.pub",
                "deployment-ledger.jar",
                "tile/0/000.p/1",
                "POST verify")) {
            TABLE.put(path, VIEW);
        }
        for (String path : List.of("export", "export.csv", "export.jsonl", "export.csv.zip", "export.jsonl.zip")) {
            TABLE.put(path, EXPORT);
        }
        TABLE.put("export.progress?id=no-such-export", PROGRESS);
        for (String path :
                List.of("archive", "filters", "histogram", "row", "state", "tabs", "trail", "entry/0/entry")) {
            TABLE.put(path, PART);
        }
        TABLE.put("POST import", CONFIGURE);
        TABLE.put("POST configure", CONFIGURE);
        TABLE.put("settings", SETTINGS);
        for (String check : List.of(
                "settings.AuditSettings/fillDurabilityItems",
                "settings.AuditSettings/checkWaitMillis?value=1",
                "settings.AuditSettings/checkRetentionDays?value=1",
                "settings.AuditSettings/checkTrustedProxies?value=10.0.0.1",
                "settings.AuditSettings/checkNotRecorded?value=build.started",
                "anchor.FileAnchor/checkPath?value=/srv/checkpoint",
                "anchor.FileAnchor/checkMinutes?value=5",
                "anchor.UrlAnchor/checkUrl?value=https://example.org/",
                "anchor.UrlAnchor/checkMinutes?value=5")) {
            TABLE.put("POST ../descriptorByName/io.jenkins.plugins.deploymentledger.audit." + check, SETTINGS);
        }
        TABLE.put("../script", ADMINISTER);
    }

    @Test
    void everyPageEveryPartOfOneAndEveryWebMethodStandsInTheTable() throws IOException {
        Set<String> missing = new TreeSet<>(views("AuditTrailAction", ""));
        missing.addAll(views("EntryPage", "entry/0/"));
        for (Method method : AuditTrailAction.class.getMethods()) {
            if (method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class)) {
                WebMethod named = method.getAnnotation(WebMethod.class);
                missing.add(named == null ? decapitalized(method.getName().substring(2)) : named.name()[0]);
            }
        }
        assertTrue(missing.size() > 25, missing::toString);
        TABLE.keySet()
                .forEach(row -> missing.remove(row.replaceFirst("^POST ", "").replaceFirst("[?].*", "")));
        // The tree of the ledger has a path for each of its tiles.
        missing.remove("tile");
        assertEquals(Set.of(), missing);
    }

    private static String decapitalized(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Set<String> views(String type, String path) throws IOException {
        Path directory = Path.of("src/main/resources/io/jenkins/plugins/deploymentledger/audit/page")
                .resolve(type);
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jelly"))
                    .map(name -> path + name.replaceFirst("(index)?[.]jelly$", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyUrlAnswersWhoeverMayAndNobodyElse(JenkinsRule j) throws Exception {
        Roles roles = Roles.of(j, ROLES);
        TestTrail.end();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            for (Map.Entry<String, List<Integer>> row : TABLE.entrySet()) {
                String path = row.getKey();
                HttpMethod verb = path.startsWith("POST ") ? HttpMethod.POST : HttpMethod.GET;
                int status = roles.ask(ROLES.get(i), verb, "audit-trail/" + path.replace("POST ", ""));
                if (status != row.getValue().get(i)) {
                    wrong.add(ROLES.get(i) + " gets " + status + " from " + path);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
