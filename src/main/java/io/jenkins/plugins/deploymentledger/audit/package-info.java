/**
 * The audit trail: what Jenkins tells, who was behind it, and from where, as entries of the ledger.
 *
 * <p>One class per hook hears of effects ({@code capture}); a filter and a listener on the command line say who and from where
 * ({@code request}, {@code actor}); shadows of the configuration files give before and after ({@code shadow}); everything goes
 * through one recorder that neither throws nor waits ({@code record}).
 */
package io.jenkins.plugins.deploymentledger.audit;
