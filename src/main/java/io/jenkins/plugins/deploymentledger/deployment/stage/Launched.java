package io.jenkins.plugins.deploymentledger.deployment.stage;

/** What came of asking a machine to install. */
enum Launched {
    /** The install command has been started. */
    STARTED,
    /** It may have been started earlier; nothing was started now. */
    FOUND,
    /** It has not been started, and was not to be. */
    ABSENT,
    /** There is no command for the machine's operating system. */
    NO_COMMAND,
    /** The package is not for the machine's processor architecture. */
    OTHER_ARCHITECTURE
}
