package io.jenkins.plugins.deploymentledger.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.secret.Decryption;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are planted wherever they are found in practice; none of them may come out, in no common encoding. */
class SeededSecretsTest {

    private static final Redactor REDACTOR =
            new Redactor(new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8)), Decryption.NONE);
    private static final ConfigComparison COMPARISON = new ConfigComparison(REDACTOR);
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ROUNDS = Integer.getInteger("campaign.rounds", 20);

    /** In each, {@code SECRET} is a word of 8 to 32 letters and digits, {@code PHRASE} has punctuation in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<password>PHRASE</password>",
                "<apiToken>SECRET</apiToken>",
                "<a.B><secretBytes><data>PHRASE</data></secretBytes></a.B>",
                "<x authToken='SECRET'/>",
                "<x><name>DB_PASSWORD</name><value>PHRASE</value></x>",
                "<hudson.model.StringParameterDefinition><name>API_TOKEN</name><defaultValue>PHRASE</defaultValue>"
                        + "</hudson.model.StringParameterDefinition>",
                "<hudson.model.PasswordParameterDefinition><name>P</name><defaultValue>PHRASE</defaultValue>"
                        + "</hudson.model.PasswordParameterDefinition>",
                "<hudson.model.ChoiceParameterDefinition><name>TOKEN</name><choices"
                        + " class='x'><a><string>PHRASE</string></a></choices></hudson.model.ChoiceParameterDefinition>",
                "<envVars><tree-map><default/><int>1</int><string>MY_PASSWORD</string><string>PHRASE</string></tree-map></envVars>",
                "<tree-map><string>DB_PASSWORD</string><string>PHRASE</string></tree-map>",
                "<hash-map><string>MODE</string><string>fast</string><string>DBPASS</string><string>PHRASE</string></hash-map>",
                "<tree-map><default/><string>TOKEN2</string><string>PHRASE</string></tree-map>",
                "<map><entry><string>DBPASS</string><string>PHRASE</string></entry></map>",
                "<hudson.model.StringParameterDefinition><name>DBPASS</name><defaultValue>PHRASE</defaultValue>"
                        + "</hudson.model.StringParameterDefinition>",
                "<x.EnvVar><key>token1</key><value>PHRASE</value></x.EnvVar>",
                "<x.Header><headerName>X-Api-Key</headerName><value>PHRASE</value></x.Header>",
                "<x.Variable><variableName>SMTPPASS</variableName><value>PHRASE</value></x.Variable>",
                "<script>withEnv(['DBPASS=SECRET']) { sh 'make' }</script>",
                "<script>environment {\n  appsecret = 'PHRASE'\n}</script>",
                "<script>string(\n  name: 'DBPASS',\n  defaultValue: 'PHRASE')</script>",
                "<command>curl -ubob:SECRET https://example.com/</command>",
                "<command>curl --user=bob:SECRET https://example.com/</command>",
                "<command>docker login \\\n  -u bob \\\n  -p SECRET</command>",
                "<command>echo 'root:SECRET' | chpasswd</command>",
                "<command>zip -P SECRET a.zip a</command>",
                "<command>mvn deploy -Drepo.pass=SECRET</command>",
                "<command>npm config set _authToken SECRET</command>",
                "<content>machine h\n  login b\n  password SECRET\n</content>",
                "<content>- name: DB_PASSWORD\n  value: SECRET\n</content>",
                "<content>password: |\n  SECRET\nother: 1\n</content>",
                "<content>&lt;server&gt;&lt;password a=\"b\"&gt;SECRET&lt;/password&gt;&lt;/server&gt;</content>",
                "<sql>CREATE USER bob IDENTIFIED BY 'SECRET'</sql>",
                "<key>-----BEGIN RSA PRIVATE KEY-----\\nSECRET\\n-----END RSA PRIVATE KEY-----</key>",
                "<map><entry><string>client-secret</string><string>PHRASE</string></entry></map>",
                "<property name='passphrase' value='PHRASE'/>",
                "<props>A=1\nDB_PASSWORD=PHRASE\nB=2</props>",
                "<command>export TOKEN='PHRASE'\nmake</command>",
                "<command>curl -u bob:SECRET https://example.com/ -o x</command>",
                "<command>curl -H \"Authorization: Bearer SECRET\" https://example.com/</command>",
                "<command>curl -H 'X-Auth-Token: SECRET' https://example.com/</command>",
                "<command>docker login -u bob -p SECRET registry</command>",
                "<command>tool --client-secret SECRET</command>",
                "<script>def password = 'PHRASE'\necho 'x'</script>",
                "<script>step(password: \"PHRASE\", user: 'bob')</script>",
                "<script>string(name: 'TOKEN', defaultValue: 'PHRASE')</script>",
                "<script>user.setPassword('PHRASE')</script>",
                "<script>realm.createAccount('zed', 'PHRASE')</script>",
                "<script>System.setProperty('trustStorePassword', 'PHRASE')</script>",
                "<script>Secret.fromString('PHRASE')</script>",
                "<command>keytool -list -storepass SECRET</command>",
                "<command>curl -H 'X-Auth: SECRET' https://example.com/</command>",
                "<url>jdbc:oracle:thin:scott/SECRET@db:1521:shop</url>",
                "<pw>PHRASE</pw>",
                "<motDePasse>PHRASE</motDePasse>",
                "<script>{\"secret\": \"PHRASE\", \"a\": 1}</script>",
                "<script>&lt;password&gt;SECRET&lt;/password&gt;</script>",
                "<url>https://bob:SECRET@example.com/x</url>",
                "<url>https://example.com/hook?token=SECRET&amp;a=b</url>",
                "<url>https://hooks.slack.com/services/SECRET</url>",
                "<description>uses ghp_SECRETSECRETSECRET of bob</description>",
                "<description>uses glpat-SECRETSECRET of bob</description>",
                "<description>uses xoxb-SECRET-SECRET of bob</description>",
                "<description>-----BEGIN OPENSSH PRIVATE KEY-----\n"
                        + "SECRET\n"
                        + "SECRET\n"
                        + "-----END OPENSSH PRIVATE KEY-----</description>",
                "<key>-----BEGIN PRIVATE KEY-----\nSECRET</key>",
                "<description>{AQAAABAAAAAQSECRETSECRETSECRET=}</description>",
                "<description>eyJhbGciOiJIUzI1NiJ9.eyJzSECRET.SECRET</description>",
                "<credentials><username>bob</username><password>PHRASE</password></credentials>",
                "<p><password>SECRET</password><description>it is ENCODED</description></p>",
                "<p><token>PHRASE</token><command>x ENCODED y</command></p>",
            })
    void noneComesOut(String template) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String first = secret(random, template.contains("PHRASE"));
            String second = secret(random, template.contains("PHRASE"));
            String before = document(template, first, random);
            String after = document(template, second, random);
            Difference difference = COMPARISON.compare(bytes(before), bytes(after));
            assertFalse(difference.isEmpty(), "Another secret is a change");
            String again = before.replace("<other>1<", "<other>2<");
            Difference same = COMPARISON.compare(bytes(before), bytes(again));
            assertEquals(1, same.size(), "The same secret is none: " + same);
            String kept = new String(COMPARISON.redacted(bytes(after)), StandardCharsets.UTF_8);
            String all = DifferenceJson.write(difference)
                    + DifferenceJson.write(COMPARISON.compare(null, bytes(before)))
                    + DifferenceJson.write(COMPARISON.compare(bytes(after), bytes("<other/>")))
                    + DifferenceJson.write(COMPARISON.compare(COMPARISON.redacted(bytes(before)), bytes(after)))
                    + kept;
            for (String secret : List.of(first, second)) {
                assertAbsent(secret, all, "seed " + seed + ": " + before + " -> " + after);
            }
            assertTrue(kept.contains("<other>1</other>"), kept);
        }
    }

    private static void assertAbsent(String secret, String all, String what) {
        byte[] bytes = bytes(secret);
        assertFalse(all.contains(secret), what + all);
        assertFalse(all.contains(secret.substring(0, 7)), what + all);
        assertFalse(all.contains(secret.substring(secret.length() - 7)), what + all);
        assertFalse(all.contains(Base64.getEncoder().withoutPadding().encodeToString(bytes)), what);
        assertFalse(all.contains(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)), what);
        assertFalse(all.contains(HexFormat.of().formatHex(bytes)), what);
        assertFalse(all.contains(URLEncoder.encode(secret, StandardCharsets.UTF_8)), what);
    }

    private static String document(String template, String secret, SplittableRandom random) {
        byte[] bytes = bytes(secret);
        String encoded =
                switch (random.nextInt(5)) {
                    case 0 -> secret;
                    case 1 -> Base64.getEncoder().encodeToString(bytes);
                    case 2 -> Base64.getEncoder().encodeToString(bytes("u:" + secret));
                    case 3 -> HexFormat.of().formatHex(bytes);
                    default -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
                };
        return "<project>"
                + template.replace("SECRET", secret).replace("PHRASE", secret).replace("ENCODED", encoded)
                + "<other>1</other></project>";
    }

    /** With at least one digit, as the rules for passwords have it. */
    private static String secret(SplittableRandom random, boolean phrase) {
        StringBuilder secret = new StringBuilder();
        for (int i = random.nextInt(8, 33); i > 0; i--) {
            boolean punctuation = phrase && random.nextInt(6) == 0;
            String from = punctuation ? "!#$%*+,-./:;=?@[]^_{|}~()" : ALPHABET;
            secret.append(from.charAt(random.nextInt(from.length())));
        }
        return secret.append(random.nextInt(10)).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
