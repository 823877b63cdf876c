/**
 * Reads configuration files as Jenkins writes them (XML 1.1 by XStream) into a small tree, and writes such trees.
 *
 * <p>The tree holds what a configuration says and nothing of how it is laid out: no white space between elements, no
 * comments, attributes sorted, maps as entries with their keys. What is written can be read back as the same tree.
 */
package io.jenkins.plugins.deploymentledger.core.change.xml;
