package io.jenkins.plugins.deploymentledger.core.change.secret;

import static io.jenkins.plugins.deploymentledger.core.change.secret.CommonSecretsTest.replaces;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret right behind an option of one letter may read like the name of a secret: {@code -pMyPass2024}; {@code -password} is a name. */
class GluedValueTest {

    private static final Fingerprint FINGERPRINT =
            new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8));
    private static final Redactor REDACTOR = new Redactor(FINGERPRINT, Decryption.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql -u root -p«MyPass2024» db",
                "mysql -u root -p«Secret123» db",
                "mysql -u root -p«RootPassword1» db",
                "mysql -u root -p«RootPassword1»",
                "mysql -u root -p«RootPassword» db",
                "mysql -u root -p«secret» db",
                "mysql -u root -p«password» db",
                "mysql -u root -p«password1» db",
                "mysql -u root -p«pwd2024» db",
                "mysql -u root -p«rootpass» db",
                "mysql -u root -p«wK9xQ2» db",
                "mysql -u root -p«My_Token-2» db",
                "mysql -u root -p«MyPass=2024» db",
                "mysql -u root -p«Horse2024» db",
                "mysql -u root -p«correcthorse» db",
                "mysql -u root -p«roxyHost» db",
                "mysqladmin -u root -p«Adm1nPw444» status",
                "mysqldump --single-transaction \\\n  -p«MyPass2024» \\\n  shop > shop.sql",
                "docker exec db mysql -p«MyPass2024» shop",
                "mongo -u admin -p«MongoPw777» db",
                "redis-cli -a«MyPass2024» ping",
                "zip -P«MyPass2024» a.zip a",
                "unzip -P«mypass» a.zip",
                "sshpass -p«MyPass2024» ssh h",
                "docker login -u bob -p«MyPass2024» registry",
                "ldapsearch -D cn=x -w«MyPass2024» -b dc=x",
                "7z a -p«7zPwP707» a.7z a",
                "rar a -hp«MyPass2024» a.rar a",
                "unrar x -p«RarPw123» a.rar",
                "curl -ubob:«MyPass2024» https://example.com/",
                "sh 'mysql -p«MyPass2024» db'",
            })
    void isTheSecretForACommandThatTakesOne(String marked) {
        replaces(marked);
    }

    /** No command is known: a capital right behind a small letter, and digits at the end, are those of a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo -p«MyPass2024» db",
                "foo -p«MyPass2024»",
                "foo -k«Secret123» db",
                "-p«RootPassword1»",
                "./deploy.sh -x -p«Adm1nPw444» --all",
            })
    void isProbablyTheSecretForAnyCommand(String marked) {
        replaces(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo -password «hunter2x» a",
                "foo -pw «hunter2x» a",
                "foo -pass «hunter2x» a",
                "foo -password1 «hunter2x» a",
                "foo -dbPassword «hunter2x» a",
                "foo -dbPassword1 «hunter2x» a",
                "foo -oAuth2Token «hunter2x» a",
                "foo -storepass «hunter2x» a",
                "mysql -password «hunter2x» db",
                "oc login -password2 «hunter2x» a",
                "oc login -proxyPassword «hunter2x» a",
                "oc login -privateKey «hunter2x» a",
                "invoke-sqlcmd -Password «hunter2x» -Query q",
                "keytool -list -keypass «hunter2x» -v",
                "keytool -list -storepass «hunter2x» -v",
                "plink -pw «hunter2x» h",
                "pscp -P 22 -pw «hunter2x» a h:",
                "openssl rsa -in a -passin pass:«hunter2x»",
                "java -Dpassword=«hunter2x» -jar a.jar",
                "java -DMyPass2024=«hunter2x» -jar a.jar",
                "gradle publish -PmyPassword2=«hunter2x» -q",
                "docker run -eDB_PASSWORD2=«hunter2x» app",
            })
    void isNoneWhereTheOptionIsTheNameOfASecret(String marked) {
        replaces(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql -p$MY_PASS db",
                "mysql -p${MY_PASS} db",
                "gradle build -PmyProp=a -Dx -DmyToken2",
                "foo -pMyHost2024 db",
                "foo -pMyTokenFile1 db",
            })
    void isNoneWhereNothingSpeaksOfASecret(String text) {
        assertEquals(text, REDACTOR.text(text));
    }

    @Test
    void isFoundInArguments() {
        String redacted = FINGERPRINT.marker("MyPass2024");
        assertEquals(
                List.of("mysql", "-p" + redacted, "db"), REDACTOR.arguments(List.of("mysql", "-pMyPass2024", "db")));
        assertEquals(List.of("foo", "-p" + redacted, "db"), REDACTOR.arguments(List.of("foo", "-pMyPass2024", "db")));
        assertEquals(
                List.of("plink", "-pw", redacted, "h"), REDACTOR.arguments(List.of("plink", "-pw", "MyPass2024", "h")));
    }
}
