package io.jenkins.plugins.deploymentledger.convergence;

import static io.jenkins.plugins.deploymentledger.convergence.Ways.asked;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.code;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.file;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.form;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.look;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.sent;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.step;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.stepAsReader;
import static io.jenkins.plugins.deploymentledger.convergence.Ways.stepOn;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.TopLevelItem;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroup;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What can never be carried out is refused by whatever way it comes, or leaves its convergence at a stand, with the reason; and nothing
 * comes of it.
 */
@WithJenkins
class RefusedEverywhereTest {

    private static final String NO_RULE = "needs a detection rule";
    private static final String NOTHING = "nothing would ever begin";

    private static JenkinsRule j;

    @BeforeAll
    static void begin(JenkinsRule rule) throws Exception {
        j = rule;
        Ways.use(rule);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Item.READ)
                .everywhere()
                .toAuthenticated()
                .grant(Jenkins.READ, Item.READ, Computer.BUILD)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("ana"));
        for (String user : List.of("admin", "reader", "ana")) {
            User.getById(user, true);
        }
        PackageCatalogue.get()
                .setPackages(List.of(tools("1.0", "office"), tools("1.1", "office"), plain("bare", "1.0")));
        PackageCatalogue.get().use(PackageCatalogue.get().find("tools", "1.0").orElseThrow(), "a".repeat(64));
        MachineGroups.get().add(new MachineGroup("paris", new LabelTarget("none")));
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(new Ways.AsReader());
        DeploymentJob naming = TestDeployments.create("naming", "exit 0", new LabelTarget("none"));
        naming.setPackageReference(new PackageReference("tools", "1.0"));
        naming.save();
    }

    @AfterEach
    void nothingCameOfIt() throws Exception {
        for (TopLevelItem item : j.jenkins.getItems()) {
            if (!item.getName().equals("naming")) {
                item.delete();
            }
        }
        assertEquals(3, PackageCatalogue.get().getPackages().size());
        assertEquals(1, MachineGroups.get().getGroups().size());
    }

    static Stream<Arguments> table() {
        return Stream.of(
                        byFormAndFile("an end before the start", RefusedEverywhereTest::endsBeforeItStarts, "ends at"),
                        byFormAndFile("hours after a schedule's end", RefusedEverywhereTest::opensTooLate, NOTHING),
                        byFormAndFile("hours after a convergence's end", job -> keptTooShort(job), NOTHING),
                        byFormAndFile("batches over 100 %", job -> batches(job, "50%, 120%"), "\"120%\" does not fit"),
                        byFormAndFile("batches that shrink", job -> batches(job, "50%, 10%"), "\"10%\" does not fit"),
                        byFormAndFile("no rule of detection", job -> undetected(job), NO_RULE),
                        byFormAndFile("none in the catalogue", job -> names(job, "bare", null), NO_RULE),
                        byFormAndFile("no command to take it off", job -> takenOff(job), "no uninstall command"),
                        List.of(
                                row(
                                        "an end in the past",
                                        form(job -> kept(job, "2020-01-01 00:00")),
                                        "end in the past"),
                                row(
                                        "a round each -5 hours",
                                        file(job -> kept(job).setEveryHours(-5)),
                                        "everyHours"),
                                row("99 failures", file(job -> kept(job).setMostFailures(99)), "mostFailures"),
                                row("too many an hour", file(job -> kept(job).setMostPerHour(20_001)), "mostPerHour"),
                                row("a time zone that is none", file(job -> zone(job, "Mars/Base")), "Mars/Base"),
                                row(
                                        "an unknown package",
                                        form(job -> names(job, "tols", null)),
                                        "Did you mean \"tools\"?"),
                                row("an unknown version", form(job -> names(job, "tools", "1.2")), "Did you mean \"1."),
                                row("an unknown group", form(job -> to(job, "pariss")), "Did you mean \"paris\"?")),
                        List.of(
                                row("an unknown deployment", step("deploy 'kpt'"), "Did you mean \"kept\"?"),
                                row("an unknown convergence", step("converge 'kpt'"), "Did you mean \"kept\"?"),
                                row(
                                        "an unknown package",
                                        step("deploy deployment: 'kept', package: 'tols'"),
                                        "\"tools\"?"),
                                row(
                                        "an unknown version",
                                        step("deploy deployment: 'kept', package: 'tools', version: '1.2'"),
                                        "Did you mean \"1."),
                                row(
                                        "an unknown group",
                                        step("deploy deployment: 'kept', group: 'pariss'"),
                                        "\"paris\"?"),
                                row(
                                        "batches over 100 %",
                                        step("deploy deployment: 'kept', options: [batches: '120%']"), "120%"),
                                row(
                                        "hours after the end",
                                        step(RefusedEverywhereTest::lateOptions),
                                        "does the deployment begin"),
                                row(
                                        "an end that waits for ever",
                                        step("deploy deployment: 'kept', options: [offline: 'WAIT']"),
                                        "end"),
                                row(
                                        "a share over 100 %",
                                        step("converge deployment: 'kept', share: 120"), "from 1 to 100"),
                                row(
                                        "whoever may not",
                                        stepAsReader("deploy 'kept'"),
                                        "reader is missing the Job/Build"),
                                row(
                                        "whoever may not",
                                        stepAsReader("converge 'kept'"),
                                        "reader is missing the Job/Build"),
                                row(
                                        "a group that is gone",
                                        stepOn(job -> to(job, "rome"), "deploy 'kept'"),
                                        "There is no group \"rome\""),
                                row(
                                        "a convergence whose group is gone",
                                        stepOn(job -> to(job, "rome"), "converge 'kept'"),
                                        "There is no group \"rome\""),
                                row(
                                        "a package that is gone",
                                        stepOn(job -> names(job, "tools", "0.9"), "deploy 'kept'"),
                                        "The catalogue has no package \"tools 0.9\""),
                                row(
                                        "a convergence whose owner may not",
                                        stepOn(job -> owned(job, "reader"), "converge 'kept'"),
                                        "lacks the permission Job/Build")),
                        List.of(
                                row("a group that is gone", look(job -> to(job, "rome")), "There is no group \"rome\""),
                                row("a package that is gone", look(job -> names(job, "tools", "0.9")), "\"tools 0.9\""),
                                row("no rule of detection", look(job -> undetected(job)), NO_RULE),
                                row("an owner who may not", look(job -> owned(job, "reader")), "Job/Build"),
                                row("an owner who is none", look(job -> owned(job, "nobody")), "nobody is unknown"),
                                row("no owner", look(job -> owned(job, null)), "Nobody owns this"),
                                row("hours after the end", look(job -> keptTooShort(job)), NOTHING)),
                        List.of(
                                row(
                                        "a version that is there",
                                        sent("deployment-packages/add", json("1.1", "exit 7")),
                                        "twice"),
                                row(
                                        "no command",
                                        sent("deployment-packages/add", json("2.0", "")),
                                        "no install command"),
                                row("a group of groups", sent("machine-groups/add", """
                                                {"name": "g", "machines": {"$class": "GroupTarget", "group": "paris"}}"""), "must name its machines"),
                                row(
                                        "a group that is there",
                                        sent("machine-groups/add", """
                                                {"name": "paris", "machines": {"$class": "LabelTarget", "label": "x"}}"""),
                                        "two groups called \"paris\""),
                                row(
                                        "whoever may not",
                                        asked("job/kept/convergence/look"),
                                        "reader is missing the Job/Build"),
                                row(
                                        "whoever may not",
                                        asked("job/kept/convergence/pause"),
                                        "reader is missing the Job/Configure")),
                        List.of(
                                row(
                                        "a version that was used, otherwise",
                                        code(packages("exit 7")),
                                        "make a new version"),
                                row("without a version that is named", code(packages(null)), "(naming)"),
                                row(
                                        "without a version that is named",
                                        () -> assertThrows(IllegalArgumentException.class, () -> PackageCatalogue.get()
                                                        .remove(new PackageVersion("tools", "1.0")))
                                                .getMessage(),
                                        "(naming)"),
                                row("a group without machines", code("""
                                        unclassified:
                                          machineGroups:
                                            groups:
                                              - name: "rome"
                                        """), "must name its machines")))
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("table")
    void isRefusedWithTheReason(String what, Ways.Way way, String said) throws Exception {
        assertThat(way.refuses(), containsString(said));
    }

    private static Arguments row(String what, Ways.Way way, String said) {
        return arguments(what, way, said);
    }

    private static List<Arguments> byFormAndFile(String what, Ways.Change change, String said) {
        return List.of(row(what, form(change), said), row(what, file(change), said));
    }

    // What is done to a deployment that is kept up

    private static void endsBeforeItStarts(DeploymentJob job) throws Exception {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt("2099-02-01 20:00");
        schedule.setExpireAt("2099-01-01 20:00");
        job.addProperty(schedule);
    }

    private static void opensTooLate(DeploymentJob job) throws Exception {
        DeploymentOptions options = new DeploymentOptions();
        options.setHours("07:00-08:00");
        job.setOptions(options);
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt("2099-02-01 20:00");
        schedule.setExpireAt("2099-02-01 23:00");
        job.addProperty(schedule);
    }

    private static String lateHours() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return "%02d:00-%02d:00"
                .formatted(now.plusHours(5).getHour(), now.plusHours(6).getHour());
    }

    private static String lateOptions() {
        return "deploy deployment: 'kept', options: [hours: '%s', timeZone: 'UTC', endAfterHours: 2]"
                .formatted(lateHours());
    }

    private static void keptTooShort(DeploymentJob job) {
        DeploymentOptions options = new DeploymentOptions();
        options.setTimeZone("UTC");
        options.setHours(lateHours());
        job.setOptions(options);
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        property.setTimeZone("UTC");
        property.setExpireAt(StandingOrder.text(Instant.now().plusSeconds(7_200), ZoneOffset.UTC));
    }

    private static void batches(DeploymentJob job, String batches) {
        DeploymentOptions options = new DeploymentOptions();
        options.setBatches(batches);
        job.setOptions(options);
    }

    private static void zone(DeploymentJob job, String zone) {
        DeploymentOptions options = new DeploymentOptions();
        options.setTimeZone(zone);
        job.setOptions(options);
    }

    private static void undetected(DeploymentJob job) {
        job.getDeploymentPackage().setDetection(null);
    }

    private static void names(DeploymentJob job, String name, String version) {
        job.setDeploymentPackage(null);
        job.setPackageReference(new PackageReference(name, version));
    }

    private static void takenOff(DeploymentJob job) {
        job.setPolarity(Polarity.UNINSTALL);
    }

    private static void kept(DeploymentJob job, String until) {
        kept(job).setExpireAt(until);
    }

    private static ConvergenceProperty kept(DeploymentJob job) {
        return job.getProperty(ConvergenceProperty.class);
    }

    private static void to(DeploymentJob job, String group) {
        job.setDeploymentTarget(new GroupTarget(group));
    }

    private static void owned(DeploymentJob job, String owner) {
        job.getProperty(ConvergenceProperty.class).setOwner(owner);
    }

    // Packages

    private static DeploymentPackage plain(String name, String version) {
        return new DeploymentPackage(
                name,
                version,
                new UrlBinary("https://example.com/t", "b".repeat(64)),
                List.of(new InstallCommand("unix", "exit 0")));
    }

    private static DeploymentPackage tools(String version, String software) {
        DeploymentPackage described = plain("tools", version);
        DetectionRule rule = new DetectionRule();
        rule.setSoftware(software);
        described.setDetection(rule);
        return described;
    }

    private static String json(String version, String command) {
        return """
                {"name": "tools", "version": "%s",
                 "source": {"$class": "UrlBinary", "url": "https://example.com/t", "sha256": "%s"},
                 "commands": [{"os": "unix", "command": "%s"}]}
                """.formatted(version, "b".repeat(64), command);
    }

    /** The catalogue as code, in which version 1.0 has another command, or is not there. */
    private static String packages(String command) {
        String one = """
                      - name: "tools"
                        version: "%s"
                        source:
                          url:
                            url: "https://example.com/t"
                            sha256: "%s"
                        commands:
                          - os: "unix"
                            command: "%s"
                """;
        return "unclassified:\n  packageCatalogue:\n    packages:\n"
                + (command == null ? "" : one.formatted("1.0", "b".repeat(64), command))
                + one.formatted("1.1", "b".repeat(64), "exit 0");
    }
}
