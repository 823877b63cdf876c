/** What forms and configuration as code can describe, for programs: read from and written as JSON. */
package io.jenkins.plugins.deploymentledger.rest;
