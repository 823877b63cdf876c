package io.jenkins.plugins.deploymentledger.core.change.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is replaced in single texts, and what is left alone. */
class RedactorTest {

    private static final Fingerprint FINGERPRINT =
            new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8));
    private static final Redactor REDACTOR = new Redactor(FINGERPRINT, Decryption.NONE);

    /** The secret stands between « and »; nothing else may be replaced. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD=«hunter2»",
                "export API_TOKEN='«s3cr3t with spaces»'",
                "PASSWORD=«with spaces and \"quotes\"»",
                "x { \"password\": \"«p\\\"w»\", \"user\": \"bob\" }",
                "{\\\"token\\\":\\\"«abc123»\\\",\\\"user\\\":\\\"bob\\\"}",
                "curl https://example.com/?token=«abc123»&page=2",
                "curl -u bob:«hunter2» https://example.com/",
                "java -jar jenkins-cli.jar -auth bob:«11aa22» list-jobs",
                "mysql -h db -p«hunter2» shop",
                "sshpass -p «hunter2» ssh host",
                "docker login -u bob -p «hunter2» registry",
                "tool --password «hunter2» --verbose",
                "tool --api-key '«hunter 2»' --verbose",
                "tool --password=«hunter2» --verbose",
                "https://bob:«hunter2»@example.com/x",
                "https://bob:«hun/ter2»@example.com/x",
                "https://bob:«p@ss»@example.com/x",
                "https://«0123abc»@example.com/x",
                "https://«0123abc»:x-oauth-basic@example.com/x",
                "https://hooks.slack.com/services/«T0/B0/xyz»",
                "https://example.webhook.office.com/«webhookb2/abc»",
                "-H \"Authorization: «Bearer abc def»\"",
                "send Bearer «abcDEF123» now",
                "Basic «Ym9iOnB3»",
                "X-Api-Key: «abc»",
                "setPassword(\"«hunter2»\")",
                "<password>«hunter2»</password>",
                "<user>bob</user><apiToken>«1»</apiToken>",
                "password(name: 'PW', defaultValue: '«hunter2»', description: 'the one')",
                "{\"name\": \"DB_PASSWORD\", \"value\": \"«hunter2»\"}",
                "use «ghp_0123456789abcdefghijABCDEFGHIJ012345» here",
                "use «glpat-abcdefghij0123456789» here",
                "use «xoxb-123456789012-abcdefghijkl» here",
                "use «AKIAIOSFODNN7EXAMPLE» here",
                "use «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY» here",
                "use «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN» here",
                "use «{AQAAABAAAAAQ4dMyJxgdUzTS1oEyJVDs3HUSXGCdRA8=}» here",
                "use «11d4d7c2ab3f0e5b9c8d7e6f5a4b3c2d1e» here",
                "use «Ym9iOmh1bnRlcjI=» here",
                "#jbcrypt:«$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy»",
                "keys:\n«-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----»\ndone",
                "data: password%3D«hunter2»&x=1",
                "AccountName=shop;AccountKey=«abc/def+ghi==»",
                "realm.createAccount(\"zed\", \"«hunter2»\")",
                "realm.authenticate2('zed', '«hunter2»')",
                "<seed>«0f1e2d3c4b5a6978»</seed>",
                "new UsernamePasswordCredentialsImpl(GLOBAL, 'id', 'of zed', 'zed', '«hunter2»')",
                "x = hudson.util.Secret.fromString(\"«hunter2»\").plainText",
                "environment.put(\"DB_PASSWORD\", \"«hunter2»\")",
                "System.setProperty('javax.net.ssl.trustStorePassword','«hunter2»')",
                "System.setProperty 'trustStorePassword', '«hunter2»'",
                "keytool -list -storepass «hunter2» -v",
                "def pw = '«hunter2»'",
                "mdp=«hunter2»",
                "MOT_DE_PASSE=«hunter2»",
                "<pw>«hunter2»</pw>",
                "curl -H 'X-Auth: «hunter 2»' https://example.com/",
                "jdbc:oracle:thin:scott/«hunter2»@db.example.com:1521:shop",
                "sqlplus -s scott/«hunter2»@shop",
            })
    void replacesTheSecretAndNothingElse(String marked) {
        int start = marked.indexOf('«');
        int end = marked.indexOf('»');
        String secret = marked.substring(start + 1, end);
        String text = marked.substring(0, start) + secret + marked.substring(end + 1);
        String redacted = REDACTOR.text(text);
        assertEquals(marked.substring(0, start) + FINGERPRINT.marker(secret) + marked.substring(end + 1), redacted);
        assertEquals(redacted, REDACTOR.text(redacted), "Redacting again must change nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pw",
                "mvn -B clean verify -Dstyle.color=always",
                "password=${DB_PASSWORD}",
                "token: credentials('deploy-token')",
                "credentialsId: 'deploy-key'",
                "tool --token-file /run/secrets/token",
                "https://example.com:8443/path?x=1",
                "ssh://git@example.com:22/repo.git",
                "org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition",
                "com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey$DirectEntryPrivateKeySource",
                "/var/jenkins_home/workspace/application-frontend/target/reports",
                "hudson.model.Item.Configure:bob",
                "com.cloudbees.plugins.credentials.CredentialsProvider.View:alice",
                "1f2e3d4c-5b6a-4798-8877-665544332211",
                "release-2024-11-24-build-113",
                "A sentence that speaks of passwords and tokens.",
                "sh 'docker build --pull -t registry.example.com/team/app:1.2.3 .'",
                "basic authentication, bearer authentication",
                "PWD=/home/bob",
                "class=\"hudson.views.DefaultMyViewsTabBar\" </failIfWorkDirIsMissing>",
                "import jenkins.model.BlockedBecauseOfBuildInProgress; clock.allowCoreThreadTimeOut(true);",
                "image@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "H 2 * * 1-5",
                "createItem(\"zed\", \"second\"); map.put('name', 'value')",
                "npm i @scope/name@1.2.3; docker pull team/app@sha; connect to team/app",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 bob@example.com",
            })
    void leavesAloneWhatIsNoSecret(String text) {
        assertEquals(text, REDACTOR.text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "password,true",
        "DB_PASSWORD,true",
        "apiToken,true",
        "X-Api-Key,true",
        "privateKey,true",
        "secretId,true",
        "hudson.util.Secret,true",
        "--passphrase,true",
        "clientSecret,true",
        "authtoken,true",
        "HTTPPassword,true",
        "hash,true",
        "Authorization,true",
        "dbpassword1,true",
        "pass,true",
        "DB_PASS,true",
        "credentialsId,false",
        "passwordFile,false",
        "tokenName,false",
        "key,false",
        "publicKey,false",
        "name,false",
        "PWD,false",
        "description,false",
        "tokenizer,false",
        "passed,false",
        "bypass,false",
        "projectKey,false",
        "CredentialsProvider,false",
        "authorizationStrategy,false",
        "compass,false"
    })
    void namesSaySecret(String name, boolean secret) {
        assertEquals(secret, SecretNames.saysSecret(name));
    }

    @Test
    void argumentsAreReadInTheLightOfThoseBefore() {
        String redacted = FINGERPRINT.marker("hunter2");
        assertEquals(
                List.of("docker", "login", "-u", "bob", "-p", redacted, "--note", "hunter"),
                REDACTOR.arguments(List.of("docker", "login", "-u", "bob", "-p", "hunter2", "--note", "hunter")));
        assertEquals(
                List.of("create", "--password", redacted, "-auth", "bob:" + redacted, "TOKEN=" + redacted),
                REDACTOR.arguments(
                        List.of("create", "--password", "hunter2", "-auth", "bob:hunter2", "TOKEN=hunter2")));
        assertEquals(List.of(), REDACTOR.arguments(List.of()));
    }

    /** Half a token, and half the first line of a key, look like nothing. */
    @Test
    void whatIsCutIsSearchedBefore() {
        for (String secret : List.of(
                "ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEabcdefgh\n-----END RSA PRIVATE KEY-----")) {
            for (int before = 20; before <= 100; before++) {
                String text = "x ".repeat(50).substring(0, before) + ' ' + secret + " and more".repeat(20);
                String cut = REDACTOR.beginning(text, 100);
                assertTrue(cut.length() <= 101, cut);
                assertTrue(cut.endsWith("\u2026"), cut);
                assertFalse(cut.contains(secret.substring(0, 4)), cut);
                assertFalse(cut.contains("MIIE"), cut);
                assertFalse(cut.matches("(?s).*\\[secret [0-9a-f]{0,11}\u2026"), cut);
            }
        }
        assertEquals("as it is", REDACTOR.beginning("as it is", 8));
        assertEquals("a", REDACTOR.beginning("a", 8));
    }

    /** Of a text of any length so much is searched; what stands at the end of that may be half a secret. */
    @Test
    void whatIsNotSearchedIsLeftOut() {
        String token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
        for (int before = (1 << 16) - 45; before <= 1 << 16; before++) {
            String key = "-----BEGIN A-----" + "a".repeat(before - 60) + "-----END A-----";
            String text = key + " ".repeat(before - key.length()) + token + " ".repeat(10_000);
            String cut = REDACTOR.beginning(text, 2_000);
            assertFalse(cut.contains("ghp_"), cut);
        }
    }

    @Test
    void namedValuesAreReplacedWhole() {
        assertEquals(FINGERPRINT.marker("two words"), REDACTOR.named("API_TOKEN", "two words"));
        assertEquals("true", REDACTOR.named("useToken", "true"));
        assertEquals("", REDACTOR.named("password", ""));
        String digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assertEquals(digest, REDACTOR.named("sha256", digest));
        assertNotEquals(digest, REDACTOR.named("value", digest));
    }

    @Test
    void oneSecretHasOneFingerprintHoweverItIsEncrypted() {
        String first = "{AQAAABAAAAAQ4dMyJxgdUzTS1oEyJVDs3HUSXGCdRA8=}";
        String second = "{AQAAABAAAAAQzzMyJxgdUzTS1oEyJVDs3HUSXGCdRA8=}";
        Redactor decrypting = new Redactor(FINGERPRINT, encrypted -> Optional.of("hunter2"));
        assertEquals(FINGERPRINT.marker("hunter2"), decrypting.secret(first));
        assertEquals(decrypting.text("a " + first), decrypting.text("a " + second));
        assertNotEquals(REDACTOR.secret(first), REDACTOR.secret(second));
    }

    @Test
    void fingerprintsDependOnTheKey() {
        Fingerprint other = new Fingerprint("another key, also for tests".getBytes(StandardCharsets.UTF_8));
        assertNotEquals(FINGERPRINT.marker("hunter2"), other.marker("hunter2"));
        assertTrue(FINGERPRINT.marker("hunter2").matches("\\[secret [0-9a-f]{12}]"));
        assertThrows(IllegalArgumentException.class, () -> new Fingerprint(new byte[15]));
    }

    @Test
    void aMarkerHidesNothingBesideIt() {
        String redacted = REDACTOR.text("password=[secret 0123456789ab]hunter2 \uFFFC token=\uFFFCabc\uFFFC");
        assertFalse(redacted.contains("hunter2"), redacted);
        assertFalse(redacted.contains("abc\uFFFC"), redacted);
    }

    @Test
    void knownSecretsAreFoundInTheirEncodings() {
        String secret = "corréct \"horse\" & <staple>/4";
        Redactor knowing = REDACTOR.knowing(List.of(secret));
        for (String form : Encodings.of(secret)) {
            assertFalse(knowing.text("note " + form + " end").contains(form), form);
        }
        for (String prefix : List.of("", "a", "ab", "abc:")) {
            String encoded =
                    Base64.getEncoder().encodeToString((prefix + secret + "-tail").getBytes(StandardCharsets.UTF_8));
            assertFalse(knowing.text("x " + encoded + " y").contains(encoded.substring(6, 20)), encoded);
        }
    }

    @Test
    void randomWordsAreFoundAndWrittenOnesAreNot() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
        long seed = 20261124;
        SplittableRandom random = new SplittableRandom(seed);
        for (int symbols : new int[] {62, 64, 66}) {
            int missed = 0;
            for (int i = 0; i < 2000; i++) {
                StringBuilder word = new StringBuilder();
                for (int c = 0; c < 32; c++) {
                    word.append(alphabet.charAt(random.nextInt(symbols)));
                }
                missed += REDACTOR.text(word.toString()).contains(word) ? 1 : 0;
            }
            assertTrue(missed <= 20, missed + " of 2000 random words were missed (seed " + seed + ")");
        }
    }

    @Test
    void neverThrowsAndChangesNothingTheSecondTime() {
        String[] parts = {
            "password",
            "token",
            "=",
            ":",
            " ",
            "\"",
            "'",
            "\\",
            "&quot;",
            "://",
            "@",
            "[secret 0123456789ab]",
            "{AQAAABAAAA",
            "}",
            "-----BEGIN X-----",
            "-----END X-----",
            "-u ",
            "--password ",
            "\n",
            "Bearer ",
            "eyJ",
            ".",
            "ghp_",
            "<",
            ">",
            "value",
            "(",
            "%3D",
            "\uFFFC",
            "\uD83D",
            "é",
            "$2a$10$",
            "AKIA",
            "createAccount(",
            ", ",
            "jdbc:oracle:thin:a/",
            "0123456789abcdef",
            "wJalrXUtnFEMI/K7MDENG"
        };
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(14);
            for (int i = 0; i < length; i++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String redacted = REDACTOR.text(text.toString());
            assertEquals(redacted, REDACTOR.text(redacted), "seed " + seed + ": " + text);
        }
    }

    /** A matcher that tries again from each character would need days. */
    @Test
    @Timeout(300)
    void comesToAnEndOnTextsThatBeginNothing() {
        for (String part : List.of(
                "a",
                "://",
                "password=",
                "password='''",
                "-p ",
                "{A",
                "value:",
                "\\\"",
                "bearer ",
                "a-",
                "eyJ.",
                "createAccount(",
                "('pw',",
                "exp a/")) {
            String text = part.repeat((1 << 20) / part.length());
            assertNotEquals("", REDACTOR.text(text), part);
        }
    }
}
