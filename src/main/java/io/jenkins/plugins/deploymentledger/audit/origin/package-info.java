/** Where an event comes from: who asked, whom the code runs as, from which address, on whose behalf. */
package io.jenkins.plugins.deploymentledger.audit.origin;
