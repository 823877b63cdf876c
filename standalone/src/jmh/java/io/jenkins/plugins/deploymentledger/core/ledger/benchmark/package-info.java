/** Measures the ledger against what one would use instead, both sides in one run. See {@code docs/benchmarks.md}. */
package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;
