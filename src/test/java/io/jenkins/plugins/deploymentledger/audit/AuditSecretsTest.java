package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** No secret that passes through Jenkins stands in any file of the trail, be it as it is or encoded. */
@WithJenkins
class AuditSecretsTest {

    private static final String MARK = "Sw0rdf1sh";

    @Test
    void noFileOfTheTrailHoldsASecret(JenkinsRule j) throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("admin", MARK + "-account");
        j.jenkins.setSecurityRealm(realm);
        j.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        String token =
                User.getById("admin", false).getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        AuditClient admin = new AuditClient(j.getURL(), "admin", token);
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
                "bob@example.com");
        assertEquals(200, admin.postXml("createItem?name=a", job("0")));
        assertEquals(200, admin.postXml("job/a/config.xml", job("1")));
        admin.post("job/a/buildWithParameters?token=" + MARK + "-url&P=" + MARK + "-value");
        admin.post("scriptText", "script", "def password = '" + MARK + "-script'");
        admin.cli("", "groovy", MARK + "-argument");
        admin.cli("", "build", "a", "-p", "P=" + MARK + "-cli");
        new AuditClient(j.getURL(), MARK + "-as-user", MARK + "-as-password").get("api/json");
        assertTrue(TestTrail.end() > 5);
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(j.jenkins.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = j.jenkins.getRootDir().toPath().relativize(file).toString();
                if (path.startsWith("audit-trail")) {
                    for (String text : readings(file)) {
                        if (holdsSecret(text, token)) {
                            found.add(path + ": " + text.substring(0, Math.min(3000, text.length())));
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    private static String job(String suffix) {
        String secret = MARK + "-" + suffix;
        return "<project><description>d" + suffix + "</description><properties>"
                + "<hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
                + "<hudson.model.PasswordParameterDefinition><name>PW</name><defaultValue>" + secret
                + "</defaultValue></hudson.model.PasswordParameterDefinition>"
                + "<hudson.model.StringParameterDefinition><name>DB_PASSWORD</name><defaultValue>" + secret
                + "</defaultValue></hudson.model.StringParameterDefinition>"
                + "<hudson.model.StringParameterDefinition><name>P</name><defaultValue>x</defaultValue>"
                + "</hudson.model.StringParameterDefinition>"
                + "</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>"
                + "<builders><hudson.tasks.Shell><command>curl -u user:" + secret + " https://user:" + secret
                + "@example.com\nexport API_TOKEN=" + secret + "\n</command></hudson.tasks.Shell></builders>"
                + "<publishers/><buildWrappers/></project>";
    }

    private static boolean holdsSecret(String text, String token) {
        String base64 = Base64.getEncoder().encodeToString(MARK.getBytes(StandardCharsets.UTF_8));
        return text.contains(MARK)
                || text.contains(base64.substring(0, 10))
                || text.contains(token)
                || text.contains("#jbcrypt:");
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
