package io.jenkins.plugins.deploymentledger.audit.coverage;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException;
import org.jenkinsci.plugins.scriptsecurity.scripts.ApprovalContext;
import org.jenkinsci.plugins.scriptsecurity.scripts.ClasspathEntry;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.scriptsecurity.scripts.UnapprovedClasspathException;
import org.jenkinsci.plugins.scriptsecurity.scripts.languages.GroovyLanguage;

/** What is decided on the page of script approvals. */
final class ApprovalActions {

    private static final String PAGE = "scriptApproval/";
    private static final String EVENT = "script.approval";
    private static final String APPROVAL = ScriptApproval.class.getName();
    private static final String SIGNATURE = "method java.lang.Object hashCode";

    /** Of the algorithm of earlier versions. */
    private static final String OLD_HASH = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private ApprovalActions() {}

    static void add(Actions actions) {
        scripts(actions);
        signatures(actions);
        classpaths(actions);
    }

    private static void scripts(Actions actions) {
        actions.with(j -> pending("println 'one'"))
                .add(
                        "Approve a script on the page",
                        "POST scriptApproval/approveScript (JavaScript)",
                        EVENT,
                        APPROVAL,
                        client -> client.call(PAGE + "approveScript", "[\"" + script() + "\"]"));
        actions.with(j -> pending("println 'two'"))
                .add(
                        "Deny a script",
                        "POST scriptApproval/denyScript (JavaScript)",
                        EVENT,
                        APPROVAL,
                        client -> client.call(PAGE + "denyScript", "[\"" + script() + "\"]"));
        call(actions, "Take back all approvals of scripts", "clearApprovedScripts", "[]");
        actions.with(j -> ScriptApproval.get().approveScript(OLD_HASH));
        call(actions, "Take back approvals by old hashes", "clearDeprecatedApprovedScripts", "[]");
    }

    private static void signatures(Actions actions) {
        call(actions, "Approve a signature", "approveSignature", "[\"" + SIGNATURE + "\"]");
        call(
                actions,
                "Approve a signature if permissions are checked",
                "aclApproveSignature",
                "[\"" + SIGNATURE + "\"]");
        actions.with(j -> rejected());
        call(actions, "Deny a signature", "denySignature", "[\"" + SIGNATURE + "\"]");
        actions.with(j -> ScriptApproval.get().approveSignature("staticMethod java.lang.System exit int"));
        call(actions, "Take back dangerous signatures", "clearDangerousApprovedSignatures", "[]");
        actions.with(j -> ScriptApproval.get().approveSignature(SIGNATURE));
        call(actions, "Take back all signatures", "clearApprovedSignatures", "[]");
    }

    private static void rejected() {
        ScriptApproval.get()
                .accessRejected(
                        new RejectedAccessException("method", "java.lang.Object hashCode"), ApprovalContext.create());
    }

    private static void classpaths(Actions actions) {
        actions.with(j -> classpath("one"));
        classpath(actions, "Approve a classpath entry", "approveClasspathEntry");
        actions.add(
                "Take back the approval of a classpath entry",
                "POST scriptApproval/denyApprovedClasspathEntry (JavaScript)",
                EVENT,
                APPROVAL,
                client -> client.call(
                        PAGE + "denyApprovedClasspathEntry",
                        "[\""
                                + ScriptApproval.get()
                                        .getApprovedClasspathEntries()
                                        .get(0)
                                        .getHash() + "\"]"));
        actions.with(j -> classpath("two"));
        classpath(actions, "Deny a classpath entry", "denyClasspathEntry");
        call(actions, "Convert old approvals of classpath entries", "convertDeprecatedApprovedClasspathEntries", "[]");
        actions.with(j -> {
            classpath("three");
            ScriptApproval.get()
                    .approveClasspathEntry(ScriptApproval.get()
                            .getPendingClasspathEntries()
                            .get(0)
                            .getHash());
        });
        call(actions, "Take back all classpath entries", "clearApprovedClasspathEntries", "[]");
    }

    private static void classpath(Actions actions, String name, String method) {
        actions.add(
                name,
                "POST " + PAGE + method + " (JavaScript)",
                EVENT,
                APPROVAL,
                client -> client.call(
                        PAGE + method,
                        "[\""
                                + ScriptApproval.get()
                                        .getPendingClasspathEntries()
                                        .get(0)
                                        .getHash() + "\"]"));
    }

    private static void call(Actions actions, String name, String method, String arguments) {
        actions.call(name, PAGE + method, arguments, EVENT, APPROVAL);
    }

    private static void pending(String script) throws Exception {
        ScriptApproval.get()
                .configuring(
                        script, GroovyLanguage.get(), ApprovalContext.create().withUser("bob"), false);
    }

    private static String script() {
        return ScriptApproval.get().getPendingScripts().iterator().next().getHash();
    }

    private static void classpath(String name) throws Exception {
        Path jar = Jenkins.get().getRootDir().toPath().resolve(name + ".jar");
        Files.writeString(jar, name);
        URL url = jar.toUri().toURL();
        try {
            ScriptApproval.get().using(new ClasspathEntry(url.toExternalForm()));
        } catch (UnapprovedClasspathException e) {
            // Now it is pending.
        }
    }
}
