/** How the index of all tasks comes to know of them: by listeners, and by a look at what is on disk at each start. */
package io.jenkins.plugins.deploymentledger.dashboard.history;
