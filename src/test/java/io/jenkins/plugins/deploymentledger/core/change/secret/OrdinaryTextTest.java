package io.jenkins.plugins.deploymentledger.core.change.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no secret stays as it is, so that people can read what changed. */
class OrdinaryTextTest {

    private static final Redactor REDACTOR =
            new Redactor(new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8)), Decryption.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bypass=all-of-it",
                "BYPASS=1",
                "compass: north by north-west",
                "encompass = everything",
                "passenger=first class",
                "passengers: 12",
                "passage=narrow",
                "passive=on",
                "passed=17 failed=3",
                "tokenizer=standard",
                "tokenizer: whitespace",
                "tokenize=words",
                "secretary=ms-miller",
                "secretariat: Paris",
                "keyboard=qwertz",
                "monkey=see",
                "monkeys: 12",
                "turnkey=solution",
                "hotkey=ctrl-x",
                "donkey: grey",
                "primaryKey=order_id",
                "partitionKey: day",
                "trespass=forbidden",
                "underpass: closed",
                "OLDPWD=/home/bob/src",
                "PWD=/home/bob",
                "cwd=/home/bob",
                "impasse=total",
                "lowpass=440",
                "path=/usr/bin",
                "pattern=*.java",
                "SPAT=x1",
                "author=bob",
                "authority=court",
                "authors: bob, ann",
                "oauth=optional",
                "patch=17",
                "spawn=2",
                "dispatch=later",
                "httpwatch=on",
                "Jenkins needs a password and a token for the registry.",
                "Ask Bob for the password, or see the secret in the vault.",
                "The 'password' field and the \"token\" field are required",
                "Enter the password (at least 12 characters)",
                "Secretary's passwords are in the safe",
                "checkbox 'Use password' is off",
                "a monkey, a keyboard and a compass",
                "docker run -u 1000:1000 -p 8080:8080 app",
                "docker run --user 1000:1000 app",
                "args '-v /cache:/cache -u 0:0'",
                "mkdir -p /tmp/a/b; cp -p a b; tar -cpf a.tar a",
                "ssh -p 2222 bob@example.com",
                "mysql -h db -P 3306 -u bob shop",
                "rsync -az -u src/ dst/",
                "git commit -u -m 'a: b'",
                "date -u +%Y-%m-%dT%H:%M:%S",
                "python -u script.py",
                "unzip -o a.zip -d b",
                "gzip -k a",
                "grep -P 'x+' a",
                "ls | grep a | base64 -w0 f",
                "echo done | tee log",
                "cat secret.txt | docker login -u bob --password-stdin registry",
                "echo $PASSWORD | docker login -u bob --password-stdin registry",
                "kubectl create secret generic s --from-file=a=b.txt",
                "vault kv get -field=conn secret/app",
                "aws configure set region eu-west-1",
                "npm config set registry https://registry.example.com/",
                "openssl enc -d -in a -out b -pass env:PW",
                "sqlplus /nolog @script",
                "withCredentials([usernamePassword(credentialsId: 'deploy', usernameVariable: 'U', passwordVariable: 'P')]) {",
                "withCredentials([string(credentialsId: 'deploy', variable: 'TOKEN')]) { sh 'make' }",
                "secrets = [[path: 'secret/app', engineVersion: 2]]",
                "environment { TOKEN = credentials('deploy-token') }",
                "withEnv(['MODE=fast', 'PATH+X=/opt/x']) { }",
                "- name: MODE\n  value: fast\n- name: LEVEL\n  value: high",
                "machine learning; the machine h is on",
                "the login page and the password page",
                "<string name=\"title\">Enter your password</string>",
                "<input type=\"password\" id=\"p\">",
                "<label for=\"password\">Password</label>",
                "SELECT password FROM users WHERE name = 'bob'",
                "GRANT ALL ON shop.* TO bob",
                "echo a:b c:d",
                "hudson.tasks.Shell:config hudson.model.Item.Configure:bob",
                "\"a:b\".split(':')",
                "println 'time: 12:30'.trim()",
                "Base64.decoder.decode(text)",
                "team/app:1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "<key>CFBundleName</key><string>Shop</string>",
                "name: 'MODE', value: 'fast'",
                "value: 'fast', name: 'MODE'",
                "parameters([string(defaultValue: 'fast', description: 'password of it', name: 'MODE')])",
                "parameters([string(defaultValue: 'fast', name: 'MODE'), password(defaultValue: '', name: 'PW')])",
                "string(defaultValue: 'fast'); credentials(name: 'TOKEN')",
                "- value: fast\n- name: DB_PASSWORD\n",
                "- value: fast\n  name: MODE\n- name: DB_PASSWORD\n  value: ''\n",
                "spec:\n  value: fast\nother:\n  name: DB_PASSWORD\n",
                "[{\"value\":\"fast\",\"name\":\"MODE\"},{\"name\":\"TOKEN\"}]",
                "name: 'MODE', value: 'fast', name: 'PASSWORD', value: ''",
                "<property value=\"fast\" name=\"mode\"/><property name=\"password\"/>",
                "<key>CFBundleName</key><string>Shop</string><key>password</key><string></string>",
                "<input type=\"password\" name=\"password\" id=\"p\"/>",
                "mode.set(\"fast\"); version.convention('1.2')",
                "redis-cli -h redis -p 6379 ping",
                "send \"ls -l\\r\"; send \"exit\\r\"; send \"$password\\r\"; send \"\\r\"",
                "Le mot de passe est dans le coffre : voir le wiki",
                "passe : par ici",
                "Base de registre : HKLM",
                "hudson.diagnosis.TooManyJobsButNoView",
                "hudson.security.UserMayOrMayNotExistException2 hudson.util.ByteArrayOutputStream2",
                "sshagent(credentials: ['deploy-ssh']) { sh 'ssh bob@h uptime' }",
                "docker.withRegistry('https://registry.example.com', 'registry-credentials') { image.push('1.2.3') }",
                "expect \"password:\"",
                "password:\n  secretKeyRef:\n    name: db\n    key: pw",
                "git config --global user.email bob@example.com",
                "ps -p 1234 -o pid; nc -u host 53; ssh-keygen -R host",
                "mvn -U -B -Pprod -pl a:b -am clean install",
                "curl -sSL -o a -X POST -E b https://example.com/",
                "echo 'a:b' | cut -d: -f1",
                "tests passed: 12, failed: 0",
                "Use the token parameter of the build (see help).",
                "def c = new hudson.security.csrf.DefaultCrumbIssuer(true)",
            })
    void stays(String text) {
        assertEquals(text, REDACTOR.text(text));
    }

    /** A description speaks of secrets; a label in it, with a sentence behind, is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password: the one of the database",
                "Token: ask Bob for it",
                "Password: see the wiki",
                "Mot de passe: celui de la base",
                "Mot de passe : celui de la base",
                "Jeton : celui du coffre de la base",
                "Builds the shop. Password: to be found in the vault.",
            })
    void labelsInDescriptionsStay(String text) {
        assertEquals(text, REDACTOR.named("description", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password: hunter2x",
                "password=hunter2x",
                "token: the hunter2x",
                "curl -u bob:hunter2x",
                "Password: hunter2x is the one of the database",
            })
    void secretsInDescriptionsDoNot(String text) {
        assertFalse(REDACTOR.named("description", text).contains("hunter2x"));
    }

    /** Sentences and settings made of words that only look like the names of secrets. */
    @Test
    void wordsThatOnlyLookLikeNamesStay() {
        String[] words = {
            "bypass",
            "compass",
            "passenger",
            "passengers",
            "tokenizer",
            "tokenizers",
            "secretary",
            "keyboard",
            "monkey",
            "encompass",
            "trespass",
            "surpass",
            "passage",
            "turnkey",
            "jockey",
            "whiskey",
            "hockey",
            "author",
            "authority",
            "passive",
            "passport",
            "tokenization",
            "secretariat",
            "overpass",
            "underpass"
        };
        String[] values = {"on", "a1b2", "north", "12", "x y", "'quoted'", "\"twice\"", "[a, b]", "v1.2"};
        String[] operators = {"=", ": ", " = ", "(", ">", " "};
        SplittableRandom random = new SplittableRandom(20261130);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(1, 4); line > 0; line--) {
                String word = words[random.nextInt(words.length)];
                int shape = random.nextInt(4);
                text.append(
                                switch (shape) {
                                    case 0 -> word;
                                    case 1 -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
                                    case 2 -> word.toUpperCase(java.util.Locale.ROOT);
                                    default -> "my_" + word;
                                })
                        .append(operators[random.nextInt(operators.length)])
                        .append(values[random.nextInt(values.length)])
                        .append('\n');
            }
            assertEquals(text.toString(), REDACTOR.text(text.toString()));
        }
    }
}
