package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.all;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.choose;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.leaveOut;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.press;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.typeIn;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.deploymentledger.audit.coverage.Browser.Filling;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to the controller by the forms of its pages. */
final class FormSystemActions {

    private static final String SYSTEM = "system.config.updated";
    private static final String PROXY = "hudson-ProxyConfigurationManager";
    private static final String PROXY_FILE = "hudson.ProxyConfiguration";

    private FormSystemActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        system(actions, browser);
        proxy(actions, browser);
        tools(actions, browser);
        new FormRows(actions, browser, "manage/appearance/")
                .asItIs("the appearance", "")
                .saved(
                        "Change the appearance",
                        choose("_.theme", "COY"),
                        SYSTEM,
                        "io.jenkins.plugins.prism.PrismAppearanceConfiguration",
                        "/io.jenkins.plugins.prism.PrismAppearanceConfiguration/theme")
                .asItIs("another appearance", "");
        new FormRows(actions, browser, "manage/pluginManager/advanced", "siteConfigure")
                .asItIs("the update site", "")
                .saved(
                        "Change the update site",
                        type("site", "http://localhost:1/other.json"),
                        "plugin.sites.changed",
                        "hudson.model.UpdateCenter",
                        "/sites/site[id=default]/url")
                .asItIs("another update site", "");
        logs(actions, browser);
    }

    private static void system(Actions actions, Browser browser) {
        Filling every = all(IntStream.range(0, Section.COUNT)
                .mapToObj(number -> typeIn(Section.id(number), "_.text", "every"))
                .toArray(Filling[]::new));
        String text = "/" + Section.class.getName() + "/text";
        FormRows rows = new FormRows(actions, browser, "manage/configure").of(FormSystemActions::system);
        rows.asItIs("the system", "")
                .saved(
                        "Change the message of the system",
                        type("system_message", "two"),
                        SYSTEM,
                        "",
                        "+/hudson/systemMessage")
                .applied("Change it again", type("system_message", "three"), SYSTEM, "", "/hudson/systemMessage")
                .saved(
                        "Change one of ten sections of the system",
                        typeIn(Section.id(4), "_.text", "one alone"),
                        SYSTEM,
                        Section.id(4),
                        text);
        IntStream.range(1, Section.COUNT).forEach(number -> rows.besides(SYSTEM, Section.id(number)));
        rows.saved(
                        "Change all ten sections of the system",
                        every,
                        SYSTEM,
                        Section.id(0),
                        Collections.nCopies(Section.COUNT, text).toArray(String[]::new))
                .saved(
                        "Change the address of Jenkins",
                        typeIn("jenkins-model-JenkinsLocationConfiguration", "_.url", "http://jenkins.example.com/"),
                        SYSTEM,
                        "jenkins.model.JenkinsLocationConfiguration",
                        "/jenkins.model.JenkinsLocationConfiguration/jenkinsUrl")
                .saved(
                        "Change a variable of all nodes",
                        type("env.value", "two"),
                        SYSTEM,
                        "",
                        "/hudson/globalNodeProperties/hudson.slaves.EnvironmentVariablesNodeProperty/envVars/tree-map/entry[key=WHERE]")
                .asItIs("the system with all of this", "");
    }

    private static void proxy(Actions actions, Browser browser) {
        Filling set = all(
                typeIn(PROXY, "_.name", "proxy.example.com"),
                typeIn(PROXY, "_.port", "3128"),
                typeIn(PROXY, "_.userName", "robot"),
                typeIn(PROXY, "_.secretPassword", "one-password"));
        Filling removed = all(
                typeIn(PROXY, "_.name", ""),
                typeIn(PROXY, "_.port", ""),
                typeIn(PROXY, "_.userName", ""),
                typeIn(PROXY, "_.secretPassword", ""));
        new FormRows(actions, browser, "manage/configure")
                .saved("Set a proxy", set, "system.proxy.updated", PROXY_FILE, "+/proxy")
                .asItIs("the system with a proxy", "")
                .saved(
                        "Change the password of the proxy",
                        typeIn(PROXY, "_.secretPassword", "two-password"),
                        "system.proxy.updated",
                        PROXY_FILE,
                        "/proxy/secretPassword")
                .saved("Remove the proxy", removed, "system.proxy.updated", PROXY_FILE, "-/proxy")
                .asItIs("the system without a proxy", "")
                .saved("Set the same proxy again", set, "system.proxy.updated", PROXY_FILE, "+/proxy");
    }

    private static void tools(Actions actions, Browser browser) {
        String section = "hudson-model-JDK";
        String jdk = "/hudson/jdks/jdk[name=jdk]";
        new FormRows(actions, browser, "manage/configureTools/")
                .of(j -> {
                    // The tests of plugins bring one along.
                    j.jenkins.setJDKs(List.of());
                    j.jenkins.save();
                })
                .asItIs("the tools", "")
                .saved(
                        "Add a JDK",
                        all(press("Add JDK"), typeIn(section, "_.name", "jdk"), typeIn(section, "_.home", "/opt/jdk")),
                        "system.tools.updated",
                        "",
                        "+" + jdk)
                .saved(
                        "Change a JDK",
                        typeIn(section, "_.home", "/opt/other"),
                        "system.tools.updated",
                        "",
                        jdk + "/home")
                .asItIs("the tools with a JDK", "")
                .saved(
                        "Remove a JDK",
                        leaveOut(".//*[@name='" + section + "']/following::input[@name='_.name'][1]"
                                + "/ancestor::div[contains(@class, 'repeated-chunk')][1]"),
                        "system.tools.updated",
                        "",
                        "-" + jdk)
                .saved(
                        "Add a Maven",
                        all(press("Add Maven"), typeIn("hudson-tasks-Maven$MavenInstallation", "_.name", "mvn")),
                        "system.tools.updated",
                        "hudson.tasks.Maven",
                        "+/hudson.tasks.Maven_-DescriptorImpl/installations/hudson.tasks.Maven_-MavenInstallation[name=mvn]")
                .asItIs("the tools with all of this", "");
    }

    private static void logs(Actions actions, Browser browser) {
        actions.with(browser::open)
                .add(
                        "Create a log recorder",
                        "SAVE log/new",
                        "log.recorder.created",
                        "mine",
                        client -> browser.save("log/new", "configSubmit", type("name", "mine")));
        new FormRows(actions, browser, "log/mine/configure")
                .asItIs("a log recorder", "mine")
                .saved(
                        "Add a logger to a log recorder",
                        all(press("Add"), type("_.name", "mine")),
                        "log.recorder.updated",
                        "mine")
                .asItIs("a log recorder with a logger", "mine");
    }

    private static void system(JenkinsRule j) {
        Section.addAll(j);
        j.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry("WHERE", "one")));
    }
}
