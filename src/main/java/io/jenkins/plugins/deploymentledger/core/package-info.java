/**
 * What can be decided without Jenkins: plain Java on the JDK, tested by property and by simulation.
 *
 * <p>Nothing here may import a Jenkins class; {@code standalone/pom.xml} builds these packages alone.
 */
package io.jenkins.plugins.deploymentledger.core;
