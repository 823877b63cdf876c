package io.jenkins.plugins.deploymentledger.audit.sink;

import hudson.model.Descriptor;

/**
 * A kind of {@link AuditSink}; an {@link hudson.Extension} of this type is offered in the settings.
 *
 * <p>Holders of Audit trail/Configure set it up, who need not be administrators: whatever a form of it allows, they may, and that is
 * the permission which its checks ask for.
 */
public abstract class AuditSinkDescriptor extends Descriptor<AuditSink> {}
