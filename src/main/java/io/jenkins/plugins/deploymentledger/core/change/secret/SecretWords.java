package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.Set;

/** The words, all in lower case, by which {@link SecretNames} judges names. */
final class SecretWords {

    /** Words that say secret wherever they stand in a name. */
    static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "pw",
            "mdp",
            "motdepasse",
            "storepass",
            "keypass",
            "secret",
            "secrets",
            "token",
            "tokens",
            "authorization",
            "cookie",
            "cookies",
            "crumb",
            "credential",
            "credentials",
            "jwt",
            "otp",
            "bearer",
            "kennwort",
            "passwort",
            "apikey",
            "apikeys",
            "privatekey",
            "secretkey",
            "accesskey",
            "jsessionid",
            "sessionid",
            "psk",
            "creds",
            "contrasena",
            "senha",
            "jeton",
            "jetons",
            "wachtwoord");

    /** How words in one piece end that are the names of secrets, such as {@code DBPASS}, {@code smtppwd} or {@code rootpw}. */
    static final List<String> ENDINGS = List.of(
            "pass", "pwd", "pw", "mdp", "secret", "secrets", "token", "tokens", "passwort", "kennwort", "passcode");

    /** Words with such an ending that have nothing to do with it, also in two words, as in {@code byPass}. */
    static final Set<String> NO_ENDING = Set.of(
            "bypass",
            "compass",
            "encompass",
            "surpass",
            "trespass",
            "overpass",
            "underpass",
            "lowpass",
            "highpass",
            "bandpass",
            "allpass",
            "multipass",
            "singlepass",
            "onepass",
            "twopass",
            "oldpwd",
            "maxtokens",
            "mintokens",
            "numtokens");

    /** Last words of names that only tell one secret from another. */
    static final Set<String> QUALIFIERS = Set.of(
            "prod", "production", "dev", "staging", "stage", "qa", "uat", "live", "old", "new", "default", "local");

    /** How names in capitals end that are those of secrets there alone: {@code GITHUB_PAT}, {@code NEXUS_AUTH}. */
    static final List<String> CAPITAL_ENDINGS = List.of("_PAT", "_AUTH");

    /** Parts that give a name away wherever they stand, such as in {@code dbpassword1}. */
    static final List<String> PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "motdepasse",
            "storepass",
            "keypass",
            "apikey",
            "privatekey",
            "secretkey",
            "accesstoken",
            "authtoken",
            "apitoken",
            "secrettext",
            "clientsecret",
            "accesskey",
            "encryptionkey",
            "signingkey");

    /** Names that are secret as a whole, but not as a word among others. */
    static final Set<String> WHOLE = Set.of(
            "pass",
            "auth",
            "x auth",
            "x j frog art api",
            "sig",
            "signature",
            "pin",
            "hash",
            "key pass",
            "store pass",
            "hmac",
            "salt",
            "seed");

    /** Which keys are secrets. */
    static final Set<String> KEYS = Set.of(
            "api",
            "private",
            "secret",
            "access",
            "ssh",
            "signing",
            "encryption",
            "master",
            "account",
            "shared",
            "license",
            "deploy",
            "auth",
            "service",
            "subscription",
            "storage",
            "routing",
            "integration",
            "application",
            "app",
            "pgp",
            "gpg",
            "rsa",
            "aes",
            "hmac",
            "consumer",
            "personal");

    /** Last words of names that only speak about a secret. */
    static final Set<String> HARMLESS = Set.of(
            "id",
            "ids",
            "name",
            "names",
            "type",
            "types",
            "enabled",
            "disabled",
            "count",
            "length",
            "size",
            "policy",
            "description",
            "file",
            "files",
            "filename",
            "path",
            "expiry",
            "expiration",
            "class",
            "strategy",
            "scope",
            "scopes",
            "provider",
            "timeout",
            "url",
            "uri",
            "host",
            "field",
            "label",
            "required",
            "version",
            "date",
            "time",
            "algorithm",
            "uuid",
            "username",
            "user",
            "owner",
            "domain",
            "domains",
            "parameter",
            "variable",
            "macro",
            "env",
            "stdin",
            "issuer",
            "authenticator",
            "realm",
            "listener",
            "factory",
            "property",
            "test");

    /** Names of texts that people read. */
    static final Set<String> DESCRIPTIONS = Set.of("description", "displayName", "help", "comment", "message");

    /** Last words of names of digests and identifiers. */
    static final Set<String> DIGESTS = Set.of(
            "sha1",
            "sha256",
            "sha384",
            "sha512",
            "md5",
            "digest",
            "checksum",
            "commit",
            "revision",
            "fingerprint",
            "uuid");

    /** Names of what holds a value under the name that stands beside it. */
    static final Set<String> VALUES = Set.of(
            "value",
            "values",
            "val",
            "string",
            "text",
            "content",
            "contents",
            "data",
            "default",
            "choices",
            "choice",
            "plain");

    private SecretWords() {}
}
