/** The steps by which pipelines deploy. */
package io.jenkins.plugins.deploymentledger.pipeline;
