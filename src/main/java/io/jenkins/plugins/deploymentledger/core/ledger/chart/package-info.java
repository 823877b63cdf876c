/** The geometry of what a page draws of the ledger: numbers go in, places on a canvas come out; how it looks is the page's. */
package io.jenkins.plugins.deploymentledger.core.ledger.chart;
