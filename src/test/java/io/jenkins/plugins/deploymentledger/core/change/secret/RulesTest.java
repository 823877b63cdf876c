package io.jenkins.plugins.deploymentledger.core.change.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever changes what is taken for a secret raises {@link Redactor#RULES}, so that what was remembered is made anew. */
class RulesTest {

    private static final Fingerprint FINGERPRINT =
            new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8));

    private static final List<String> TEXTS = List.of(
            "DBPASS=hunter2x TOKEN2=hunter2x key=hunter2x",
            "withEnv(['DB_PASSWORD=two words', 'A=b'])",
            "- name: DB_PASSWORD\n  value: hunter2x\npassword: |\n  hunter2x\n",
            "curl -uadmin:hunter2x --user=admin:hunter2x -u 1000:1000 -H 'X-Auth: a b'",
            "docker login -p hunter2x; zip -P hunter2x a; mysql -phunter2x -P 3306",
            "echo 'root:hunter2x' | chpasswd; htpasswd -b f bob hunter2x",
            "machine h login b password hunter2x\nIDENTIFIED BY 'hunter2x'",
            "createAccount('a', 'hunter2x'); put('token', 'hunter2x'); tokens = ['hunter2x', \"hunter3x\"]",
            "https://bob:hunter2x@example.com/?token=hunter2x&a=b https://hooks.slack.com/services/hunter2x",
            "ghp_0123456789abcdefghijABCDEFGHIJ012345 wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "-----BEGIN A-----\\nhunter2x\\n-----END A----- <password a='b'>hunter2x</password>",
            "string(defaultValue: 'hunter2x', name: 'DB_PASSWORD')\n- value: hunter2x\n  name: TOKEN\n",
            "{\"value\":\"hunter2x\",\"name\":\"PW\"} <a value='hunter2x' name='password'/> mot de passe : hunter2x",
            "password.set('hunter2x'); redis-cli -ahunter2x; send \"hunter2x\\r\"",
            "<seed>0f1e2d3c4b5a6978</seed> seedJob=generator realm.authenticate2('zed', 'hunter2x')",
            "mysql -u root -pMyPass2024 db; zip -PMyPass2024 a.zip a; plink -pw hunter2x h\nfoo -pMyPass2024 -eTOKEN2=hunter2x a",
            "bypass=on monkey=on passenger=on Password: the one of the database");

    @Test
    void anotherResultIsAnotherVersionOfTheRules() {
        Redactor redactor = new Redactor(FINGERPRINT, Decryption.NONE);
        String all = TEXTS.stream().map(redactor::text).collect(Collectors.joining("\n"));
        assertEquals(
                "rules 4: bc23fc2898ba",
                "rules " + Redactor.RULES + ": " + FINGERPRINT.of(all.getBytes(StandardCharsets.UTF_8)),
                all);
    }
}
