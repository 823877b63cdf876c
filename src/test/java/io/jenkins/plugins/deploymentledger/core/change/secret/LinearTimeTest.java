package io.jenkins.plugins.deploymentledger.core.change.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A text takes time in proportion to its length, whatever it consists of: eight times as much text may take little more than eight times as
 * long.
 *
 * <p>What is measured is the processor time of this thread, and of several runs the shortest, so that a loaded machine does not matter.
 */
class LinearTimeTest {

    private static final Fingerprint FINGERPRINT =
            new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8));
    private static final Redactor REDACTOR = new Redactor(FINGERPRINT, Decryption.NONE);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int TIMES = 8;

    /** Between the 8 of what is linear and the 64 of what is quadratic. */
    private static final double MOST = 20;

    /** More than 8: at the end of a text less is looked at, which is a large part of a small one. */
    private static final double MOST_STEPS = 14;

    /** Far below what a {@link Text} allows for all patterns together. */
    private static final int STEPS_PER_CHAR = 1_000;

    private static final int LONG = 2_000;
    private static final int FEW = 1 << 12;
    private static final int MANY = 1 << 14;

    /** Beginnings and parts of all that is looked for. */
    private static final List<String> PARTS = List.of(
            "a",
            "aB3",
            "a-",
            "-eyJ",
            "eyJ.",
            "-eyJabcdefgh",
            "eyJabcdefgh.aa",
            "-SG.abcdefghij",
            "-xoxb",
            "sk-",
            "-glpat",
            "AKIA",
            "$2a$",
            "bearer",
            "bearer ",
            "basic",
            "basic YTpi",
            "bearer%20",
            "mysql,-pa",
            "mysql -p",
            "mysql -pa ",
            "mysql -pMyPass1",
            "-pMyPass1,",
            "7z -pa",
            "rar -hpa",
            "curl -u",
            "curl,-ua",
            "curl,-ua:b",
            "--user=",
            "-u a:",
            "-u \"",
            "--password ",
            "--password \"",
            "docker login -p",
            "redis-cli,-aa",
            "smb,-U a%",
            "--from-literal=a=",
            "--from-literal=\"a=b",
            "vault kv put a=",
            "vault kv put \"a=b",
            "createAccount(\"",
            "createAccount(\\\"",
            "createAccount('",
            "createAccount(",
            "createAccount(\"a\\\\",
            "BasicSSHUserPrivateKey(\"a\",",
            "put(\"token\", \"",
            "('pw',",
            "[\"pw\",",
            "[\"pw\",\\\"",
            "{\\\"password\\\":\\\"x\\\"},",
            "{\"password\":\"xyzw\"},",
            "\\\"password\\\":",
            "\\\"a\\\" \\\"",
            "password=",
            "password=\"",
            "password=\\\"",
            "'password=a ",
            "password='''",
            "password=&quot;",
            "password=[\"",
            "password=[\\\"",
            "password=[[",
            "password=['a' ",
            "password: ",
            "password:\n",
            "password:\n ab\n",
            "password:\n  a\n  b: c\n",
            "password: |\n",
            "password: |\n  a\n",
            "password:\n\n",
            " a:b password:\n",
            "password '",
            "password \"a\" ",
            "{password \"",
            "password(\"",
            "password(",
            "password>",
            "password%3D",
            "?password=a",
            "mot de passe : ",
            "mot de passe : le la ",
            "Authorization: ",
            "PWD=",
            ";PWD=",
            "value:",
            "value: 'a', ",
            "\nvalue: ",
            "a\nvalue: ",
            "- value: a\n  ",
            "name: a\nvalue: ",
            "name: 'a', ",
            "(defaultValue: 'a', ",
            "{\"value\":\"a\",",
            "\"value\":",
            "value(((",
            "value: \"",
            "value>a<",
            "<value>a</value>",
            "<a value=\"a\" ",
            "<a value=\"b\" name=\"c\"/>",
            "<a b=\"",
            "<a b=\"c\">",
            "<password a=\"b\">",
            "<password ",
            "<",
            "<a ",
            "://",
            "://a:b",
            "://a:b@",
            "https://a@",
            "http://hooks.slack.com/services/",
            "echo a | ",
            "echo \"a",
            "echo a | base64",
            "| chpasswd",
            "<<< \"a",
            "chpasswd <<< a",
            "machine a ",
            "machine a login b password ",
            "identified by ",
            "identified by \"",
            "with password '",
            "ConvertTo-SecureString \"",
            "connect to a user b using ",
            "freerdp /p:",
            "freerdp ",
            "signtool ",
            "htpasswd -b ",
            "htpasswd -b a \"",
            "add_user rabbitmqctl a ",
            "net use a b ",
            "net user a ",
            "schtasks ",
            "password\" send \"",
            "spawn send \"a",
            "config set ",
            "config password \"",
            "ENV password ",
            "env a ",
            "exp a/",
            "sqlplus a/b",
            "jdbc:oracle:thin:a/",
            "\"a:b\".bytes",
            "\"a:b",
            "btoa(\"a:",
            "-----BEGIN+",
            "-----END ",
            "---- BEGIN ",
            "PuTTY-User-Key",
            "{A",
            "{AAAA",
            "sha256:0123456789abcdef0123456789abcdef",
            "0123456789abcdef",
            "AbcDefGh.",
            "[secret 0123456789ab]",
            "\\\"",
            "\\",
            "\"",
            "'",
            "`",
            "(",
            "=",
            "\uFFFC");

    private static final List<String> BETWEEN = List.of("", " ", "\n", ",", "\"");

    static Stream<String> parts() {
        return PARTS.stream();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void eightTimesTheTextTakesAboutEightTimesAsLong(String part) {
        // A small one first: what is quadratic is seen at once.
        for (int length : new int[] {FEW, MANY}) {
            String few = filled(part, length);
            String many = filled(part, length * TIMES);
            double ratio = ratio(few, many);
            assertTrue(
                    ratio < MOST,
                    () -> "'" + part + "': " + ratio + " times as long for " + TIMES + " times " + length);
        }
    }

    /** The same in steps, which are the same each time: of each pattern, and with something between the parts. */
    @ParameterizedTest
    @MethodSource("parts")
    void eightTimesTheTextTakesEightTimesTheSteps(String part) {
        for (String between : BETWEEN) {
            String few = filled(part + between, FEW);
            String many = filled(part + between, FEW * TIMES);
            for (SecretPattern pattern : Redactor.PATTERNS) {
                long steps = steps(pattern, many);
                assertTrue(
                        steps <= MOST_STEPS * (steps(pattern, few) + FEW),
                        () -> "'" + part + between + "' " + pattern + ": " + steps);
                assertTrue(steps <= (long) STEPS_PER_CHAR * many.length(), () -> "'" + part + between + "': " + steps);
            }
        }
    }

    /** Where there is no more to be done, the text is replaced as a whole, and stays so. */
    @Test
    void aTextThatTakesTooMuchWorkIsReplacedAsAWhole() {
        Text text = new Text("a".repeat(FEW));
        assertThrows(Text.Exhausted.class, () -> {
            while (true) {
                text.charAt(0);
            }
        });
        long steps = text.steps();
        assertTrue(steps > STEPS_PER_CHAR * (long) FEW, "Only " + steps);
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            alike.add("a".repeat(LONG) + i);
        }
        Redactor redactor = REDACTOR.knowing(alike);
        String nasty = "a".repeat(MANY);
        String redacted = redactor.text(nasty);
        assertEquals(FINGERPRINT.marker(nasty), redacted);
        assertEquals(redacted, redactor.text(redacted));
    }

    private static long steps(SecretPattern pattern, String string) {
        Text text = new Text(string);
        pattern.find(text, new Spans());
        return text.steps();
    }

    /** Once more where it was too much, as often as is worth the while: something else may have been in the way. */
    private static double ratio(String few, String many) {
        long shortest = Long.MAX_VALUE;
        long longest = Long.MAX_VALUE;
        double ratio = MOST;
        for (int round = 0; round < 4 && ratio >= MOST; round++) {
            for (int i = 0; i < 2; i++) {
                shortest = Math.min(shortest, time(few));
            }
            longest = Math.min(longest, time(many));
            ratio = (double) longest / shortest;
        }
        return ratio;
    }

    private static long time(String text) {
        long start = THREADS.getCurrentThreadCpuTime();
        String redacted = REDACTOR.text(text);
        long end = THREADS.getCurrentThreadCpuTime();
        assertTrue(!redacted.isEmpty());
        return Math.max(1, end - start);
    }

    private static String filled(String part, int length) {
        return part.repeat(length / part.length() + 1).substring(0, length);
    }
}
