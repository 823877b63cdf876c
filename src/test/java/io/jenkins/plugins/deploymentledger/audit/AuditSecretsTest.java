package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import jenkins.security.seed.UserSeedProperty;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** No secret that passes through Jenkins stands in any file of the trail, be it as it is or encoded. */
@WithJenkins
class AuditSecretsTest {

    /** In every secret; its encodings are looked for too. */
    private static final String MARK = "Sw0rdf1sh";

    /** At the end of some secrets: characters of which no encoding leaves one as it is. */
    private static final String ODD = "&<\"é>";

    private static final String USERNAME_PASSWORD =
            "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl";

    /** How secrets stand in commands and programs, {@code %s} each. */
    private static final List<String> FORMS = List.of(
            "export DBPASS=%s",
            "SMTPPASS=%s MYSQLPWD=%s make",
            "APPSECRET=%s; token1=%s; pass2=%s; rootpw=%s",
            "withEnv([\"DBPASS=%s\"]) { }",
            "curl -uadmin:%s https://example.com/",
            "curl --user=admin:%s https://example.com/",
            "smbclient -U bob%%%s //srv/share",
            "zip -P %s a.zip a",
            "7z a -p%s a.7z a",
            "docker login -u bob -p %s registry",
            "docker login \\\n -u bob \\\n -p %s registry",
            "echo \"root:%s\" | chpasswd",
            "aws configure set aws_secret_access_key %s",
            "az login --service-principal -u app -p %s",
            "kubectl create secret generic s --from-literal=conn=%s",
            "vault kv put secret/app conn=%s",
            "npm config set _authToken %s",
            "mvn deploy -Drepo.pass=%s",
            "htpasswd -b f bob %s",
            "xfreerdp /u:bob /p:%s",
            "openssl enc -k %s -in a",
            "machine h login b password %s",
            "CREATE USER bob IDENTIFIED BY \"%s\"",
            "- name: DB_PASSWORD\n  value: %s\n",
            "password: |\n  %s\n",
            "-----BEGIN RSA PRIVATE KEY-----\\n%s\\n-----END RSA PRIVATE KEY-----",
            "parameters([string(defaultValue: \"%s\", description: \"why\", name: \"DB_PASSWORD\")])",
            "env:\n- value: %s\n  name: DB_PASSWORD\n",
            "{\"env\":[{\"value\":\"%s\",\"name\":\"DB_PASSWORD\"}]}",
            "<property value=\"%s\" name=\"password\"/>",
            "password.set(\"%s\")",
            "redis-cli -a%s ping",
            "mot de passe : %s",
            "spawn ssh bob@h\nsend \"%s\\r\"",
            "jdbc:sqlserver://db;user=sa;PWD=%s",
            "https://bob:%s@example.com/");

    private String token;

    /** Jenkins makes it for each user; whoever knows it can tell which sessions are valid. */
    private String seed;

    @Test
    void noFileOfTheTrailHoldsASecret(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        users(admin);
        items(admin);
        credentials(admin);
        system(admin);
        commands(admin);
        forms(admin);
        typed(j, admin);
        new AuditClient(j.getURL(), MARK + "-as-user", MARK + "-as-password").get("api/json");
        assertTrue(TestTrail.settled() > 20);
        List<String> found = new ArrayList<>();
        Path home = j.jenkins.getRootDir().toPath();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = home.relativize(file).toString();
                if (path.startsWith("audit-trail")) {
                    readings(file).forEach(text -> look(path, text, found));
                }
            }
        }
        blobs(found);
        assertEquals(List.of(), found);
    }

    private void users(AuditClient admin) throws IOException {
        assertEquals(
                302,
                admin.post(
                        "securityRealm/createAccountByAdmin",
                        "username",
                        "bob",
                        "password1",
                        MARK + "-bob",
                        "password2",
                        MARK + "-bob",
                        "fullname",
                        "Bob",
                        "email",
                        "bob@example.com"));
        String answer = admin.exchange(
                        "POST",
                        "user/admin/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken",
                        "application/x-www-form-urlencoded",
                        "newTokenName=one")
                .body();
        seed = User.getById("bob", false).getProperty(UserSeedProperty.class).getSeed();
        token = JSONObject.fromObject(answer).getJSONObject("data").getString("tokenValue");
    }

    private static void items(AuditClient admin) throws IOException {
        assertEquals(200, admin.postXml("createItem?name=a", job("0")));
        assertEquals(200, admin.postXml("job/a/config.xml", job("1" + ODD)));
        assertEquals(403, admin.post("job/a/buildWithParameters?token=" + MARK + "-url&P=" + MARK));
        assertEquals(201, admin.post("job/a/buildWithParameters?P=" + MARK + "-value&PW=" + MARK));
        assertEquals(200, admin.postXml("createItem?name=folder", "<com.cloudbees.hudson.plugins.folder.Folder/>"));
    }

    private static void credentials(AuditClient admin) throws IOException {
        for (String store : List.of(
                "credentials/store/system/domain/_/",
                "job/folder/credentials/store/folder/domain/_/",
                "user/admin/credentials/store/user/domain/_/")) {
            assertEquals(200, admin.postXml(store + "createCredentials", credential("one")));
            assertEquals(200, admin.postXml(store + "credential/c/config.xml", credential("two" + ODD)));
            assertEquals(302, admin.post(store + "credential/c/doDelete"));
        }
    }

    private static String credential(String suffix) {
        return "<" + USERNAME_PASSWORD + "><scope>GLOBAL</scope><id>c</id><username>robot</username><password>"
                + xml(MARK + "-" + suffix) + "</password></" + USERNAME_PASSWORD + ">";
    }

    private static void system(AuditClient admin) throws IOException {
        assertEquals(
                302,
                admin.post(
                        "manage/pluginManager/proxyConfigure",
                        "json",
                        "{\"name\":\"localhost\",\"port\":\"3128\",\"userName\":\"u\",\"secretPassword\":\"" + MARK
                                + "-proxy\",\"noProxyHost\":\"\",\"testUrl\":\"\"}"));
        assertEquals(
                200,
                admin.send(
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        "jenkins:\n"
                                + "  globalNodeProperties:\n"
                                + "  - envVars:\n"
                                + "      env:\n"
                                + "      - key: DB_PASSWORD\n"
                                + "        value: "
                                + MARK + "-env\n"));
    }

    private static void commands(AuditClient admin) throws Exception {
        assertEquals(200, admin.post("scriptText", "script", "def password = '" + MARK + "-script'"));
        assertEquals(
                200,
                admin.post(
                        "scriptText",
                        "script",
                        "// curl -u robot:" + MARK + "-curl https://example.com/x?token=" + MARK));
        for (String call : List.of(
                "realm.authenticate2('zed', '%s')",
                "realm.createAccount(\"zed\", \"%s\")",
                "hudson.util.Secret.fromString(\"%s\")",
                "map.put(\"DB_PASSWORD\", \"%s\")",
                "new UsernamePasswordCredentialsImpl(null, 'id', 'why', 'zed', '%s')",
                "System.setProperty('trustStorePassword', '%s')",
                "keytool -list -storepass %s",
                "def pw = '%s'; def mdp = '%s'; def motDePasse = '%s'",
                "<pw>%s</pw>",
                "curl -H 'X-Auth: %s' https://example.com/",
                "jdbc:oracle:thin:scott/%s@db.example.com:1521:shop")) {
            assertEquals(200, admin.post("scriptText", "script", "// " + call.replace("%s", MARK + "-call")));
        }
        admin.cli("", "groovy", MARK + "-argument");
        admin.cli("println args", "groovy", "=", "-p" + MARK + "-short", "-Token" + MARK, "--" + MARK);
        admin.cli("", "build", "a", "-p", "P=" + MARK + "-cli");
        admin.cli("", "no-such-command", MARK + "-unknown");
        admin.cli(credential("cli"), "create-credentials-by-xml", "system::system::jenkins", "_");
        admin.cli("", "install-plugin", "https://robot:" + MARK + "@example.com/x.hpi?token=" + MARK);
    }

    private static void forms(AuditClient admin) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String form : FORMS) {
            String text = form.replace("%%", "%").replace("%s", MARK + "-form");
            assertEquals(200, admin.post("scriptText", "script", "/*\n" + text + "\n*/"));
            all.append(text).append('\n');
        }
        assertEquals(200, admin.postXml("job/a/config.xml", shell("echo before")));
        assertEquals(200, admin.postXml("job/a/config.xml", shell(all.toString())));
    }

    private static String shell(String command) {
        return "<project><properties><x.Environment><tree-map><string>DB_PASSWORD</string><string>" + MARK
                + "-map</string></tree-map><x.EnvVar><key>SECRET1</key><value>" + MARK
                + "-variable</value></x.EnvVar></x.Environment></properties><builders><hudson.tasks.Shell><command>"
                + xml(command)
                + "</command></hudson.tasks.Shell></builders><publishers/><buildWrappers/></project>";
    }

    /** Reasons and paths are what somebody typed. */
    private static void typed(JenkinsRule j, AuditClient admin) throws Exception {
        j.createSlave("n", "", null);
        assertEquals(0, admin.cli("", "offline-node", "n", "-m", "token=" + MARK + "-reason"));
        assertEquals(0, admin.cli("", "online-node", "n"));
        assertEquals(302, admin.post("computer/n/toggleOffline", "offlineMessage", "curl -u bob:" + MARK + "-message"));
        admin.post("some-hook/ghp_" + MARK + "0123456789abcdefghij");
        admin.post("some-hook/token=" + MARK + "-path");
        admin.post("job/a/ghp_" + MARK + "0123456789abcdefghij");
        admin.post("job/a/build/ghp_" + MARK + "0123456789abcdefghij");
        admin.cli("", "delete-job", "ghp_" + MARK + "0123456789abcdefghij");
        admin.get("audit-trail/export.csv?text=ghp_" + MARK + "0123456789abcdefghij");
    }

    private static String job(String suffix) {
        String secret = xml(MARK + "-" + suffix);
        String basic = base64("robot:" + MARK + suffix);
        return "<project><description>d" + suffix.length() + "</description><properties>"
                + "<hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
                + "<hudson.model.PasswordParameterDefinition><name>PW</name><defaultValue>" + secret
                + "</defaultValue></hudson.model.PasswordParameterDefinition>"
                + "<hudson.model.StringParameterDefinition><name>DB_PASSWORD</name><defaultValue>" + secret
                + "</defaultValue></hudson.model.StringParameterDefinition>"
                + "<hudson.model.StringParameterDefinition><name>P</name><defaultValue>x</defaultValue>"
                + "</hudson.model.StringParameterDefinition>"
                + "</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>"
                + "<authToken>" + secret + "</authToken>"
                + "<builders><hudson.tasks.Shell><command>curl -u user:" + secret + " https://user:" + secret
                + "@example.com\nexport API_TOKEN=" + secret + "\ncurl -H 'Authorization: Basic " + basic + "'\n"
                + "mysql -p" + secret + " --password=" + secret + "\n</command></hudson.tasks.Shell></builders>"
                + "<publishers><x.PlainTextNotifier><apiKey>" + secret
                + "</apiKey><webhookUrl>https://example.com/?token="
                + secret + "</webhookUrl></x.PlainTextNotifier></publishers><buildWrappers/></project>";
    }

    /** What was run is what an auditor asks first, so the script itself is kept. */
    @Test
    void aScriptIsKeptWithoutItsSecrets(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        long mark = TestTrail.end();
        String script = "def password = '" + MARK + "'\nprintln jenkins.model.Jenkins.VERSION";
        assertEquals(200, admin.post("scriptText", "script", script));
        AuditEntry entry = TestTrail.since(mark, "script.console").get(0);
        assertEquals("script", entry.blobs().get(0).name());
        String kept = new String(ledger().blob(entry.blobs().get(0)), StandardCharsets.UTF_8);
        assertTrue(kept.endsWith("println jenkins.model.Jenkins.VERSION"), kept);
        assertTrue(kept.startsWith("def password = '[secret "), kept);
        assertEquals(Integer.toString(script.length()), entry.details().get("length"));
    }

    /** What was typed beside a secret is worth reading. */
    @Test
    void reasonsAndPathsStayReadable(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        j.createSlave("n", "", null);
        long mark = TestTrail.end();
        assertEquals(0, admin.cli("", "offline-node", "n", "-m", "new disk, token=" + MARK));
        j.createFreeStyleProject("a");
        admin.post("job/a/build/ghp_" + MARK + "0123456789abcdefghij/event");
        String cause = TestTrail.since(mark, "node.offline").get(0).details().get("cause");
        assertTrue(cause.contains("new disk, token=[secret "), cause);
        List<String> paths = TestTrail.since(mark).stream()
                .map(entry -> String.valueOf(entry.details().get("path")))
                .filter(path -> path.startsWith("/job/a/build"))
                .toList();
        assertFalse(paths.isEmpty());
        paths.forEach(path -> assertTrue(path.matches("/job/a/build/\\[secret [0-9a-f]{12}]/event"), path));
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private void blobs(List<String> found) throws IOException {
        int blobs = 0;
        for (AuditEntry entry : TestTrail.since(0)) {
            for (BlobReference blob : entry.blobs()) {
                blobs++;
                look("blob of " + entry.event(), new String(ledger().blob(blob), StandardCharsets.UTF_8), found);
            }
        }
        assertTrue(blobs >= 2, "The scripts are there");
    }

    private void look(String where, String text, List<String> found) {
        for (String encoding : encodings()) {
            int at = text.indexOf(encoding);
            if (at >= 0) {
                found.add(where + ": " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200)));
                return;
            }
        }
    }

    private List<String> encodings() {
        byte[] bytes = MARK.getBytes(StandardCharsets.UTF_8);
        List<String> encodings = new ArrayList<>(List.of(
                MARK,
                token,
                seed,
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                ODD,
                xml(ODD),
                URLEncoder.encode(ODD, StandardCharsets.UTF_8),
                "&<\\\"",
                "#jbcrypt:"));
        // In base64 a text looks different in each of three places.
        encodings.add(base64(MARK).substring(0, 11));
        encodings.add(base64("x" + MARK).substring(2, 12));
        encodings.add(base64("xx" + MARK).substring(3, 14));
        return encodings;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A file as it is, and unpacked if it is packed. */
    private static List<String> readings(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> readings = new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8)));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            readings.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertFalse(readings.isEmpty());
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            readings.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertFalse(readings.isEmpty());
        }
        return readings;
    }
}
