package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.Run;
import hudson.model.TaskAction;
import hudson.security.ACL;
import hudson.security.Permission;

/** The task of a build that gives what it was built of a tag, as those of source code managers do; this one never begins. */
public final class TagTask extends TaskAction {

    private final transient Run<?, ?> build;

    TagTask(Run<?, ?> build) {
        this.build = build;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Tag";
    }

    @Override
    public String getUrlName() {
        return "tag";
    }

    @Override
    protected Permission getPermission() {
        return Run.UPDATE;
    }

    @Override
    protected ACL getACL() {
        return build.getACL();
    }
}
