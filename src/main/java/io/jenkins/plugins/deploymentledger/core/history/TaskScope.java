package io.jenkins.plugins.deploymentledger.core.history;

/** Whose tasks are asked for. */
public enum TaskScope {
    /** Those that the viewer asked for. */
    MINE,
    /** Those of people who were in one of the viewer's teams at the time, and the viewer's own. */
    TEAM,
    /** Those of everybody, as far as the viewer may see them. */
    ALL
}
