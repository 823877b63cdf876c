// The demonstration of `./mvnw hpi:run`: three real agents on this computer, and two deployments that are ready to go.
// It is part of the development run only, and never of the packaged plugin.
import hudson.FilePath
import hudson.model.Slave
import hudson.model.labels.LabelAtom
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import hudson.slaves.RetentionStrategy
import hudson.util.io.ArchiverFactory
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget
import java.nio.file.Files
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration

String url = System.getProperty('deployment.demo.url')
if (url == null) {
    return
}
Jenkins jenkins = Jenkins.get()
JenkinsLocationConfiguration.get().url = url
jenkins.numExecutors = 0
File root = new File(jenkins.rootDir, 'demo-agents')

// The fleet: nodes, and one agent process for each as soon as Jenkins answers.
List<String> names = ['paris-001', 'paris-002', 'lyon-001']
names.each { name ->
    if (jenkins.getNode(name) == null) {
        def launcher = new JNLPLauncher()
        launcher.webSocket = true
        def node = new DumbSlave(name, new File(root, name).path, launcher)
        node.nodeDescription = 'A demonstration machine on this computer'
        node.labelString = "demo ${name.split('-')[0]}"
        node.retentionStrategy = new RetentionStrategy.Always()
        jenkins.addNode(node)
    }
}

File jar = new File(root, 'agent.jar')
root.mkdirs()
new Slave.JnlpJar('agent.jar').URL.withInputStream { content -> jar.bytes = content.bytes }

Thread.startDaemon('Demonstration agents') {
    boolean answers = false
    while (!answers) {
        try {
            def connection = new URL(url + 'login').openConnection()
            connection.connectTimeout = connection.readTimeout = 5000
            answers = connection.responseCode == 200
        } catch (IOException e) {
            answers = false
        }
        if (!answers) {
            sleep 500
        }
    }
    names.each { name ->
        def home = new File(root, name)
        home.mkdirs()
        def agent = new ProcessBuilder(
                        System.getProperty('java.home') + '/bin/java', '-Xmx128m', '-jar', jar.path,
                        '-url', url, '-webSocket', '-noReconnect', '-name', name,
                        '-secret', jenkins.getComputer(name).jnlpMac, '-workDir', home.path)
                .redirectErrorStream(true)
                .redirectOutput(new File(home, 'agent.log'))
                .start()
        Runtime.runtime.addShutdownHook(new Thread({ agent.destroy() } as Runnable))
    }
}

// The software: a small archive with a program in it.
File content = new File(root, 'hello-tools')
new File(content, 'bin').mkdirs()
File program = new File(content, 'bin/hello-tools')
program.text = '#!/bin/sh\necho "Hello from $(hostname), tools 1.4.2"\n'
program.executable = true
def archive = new ByteArrayOutputStream()
new FilePath(content).archive(ArchiverFactory.TARGZ, archive, '**')
def stored = ContentStore.get().put(new ByteArrayInputStream(archive.toByteArray()), 'hello-tools-1.4.2.tar.gz')

def deployment = { String name, String description, String command ->
    if (jenkins.getItem(name) == null) {
        def job = jenkins.createProject(DeploymentJob, name)
        job.description = description
        job.deploymentPackage = new DeploymentPackage(
                'hello-tools', '1.4.2', new UploadedBinary(stored.sha256(), stored.fileName()),
                [new InstallCommand('unix', command)])
        job.deploymentTarget = new LabelTarget('demo')
        job.save()
    }
}

String install = '''\
#!/bin/sh -e
# Installs into the directory of the agent; a real package would go to /opt, or to its package manager.
echo "Installing $DEPLOYMENT_PACKAGE $DEPLOYMENT_VERSION on $DEPLOYMENT_MACHINE"
home="$DEPLOYMENT_AGENT_ROOT/opt/$DEPLOYMENT_PACKAGE"
mkdir -p "$home"
for step in 1 2 3; do
  echo "Step $step of 3"
  sleep 1
done
tar -xzf "$DEPLOYMENT_BINARY" -C "$home"
"$home/bin/hello-tools"
'''

deployment('hello-tools', 'Installs a small tool on the three machines of the demonstration. Press “Deploy now”.', install)
deployment('hello-tools-with-a-fault', 'The same, but one machine refuses: see what the pages make of that.', install + '''\
case "$DEPLOYMENT_MACHINE" in
  lyon-*) echo "Another installation is in progress" >&2; exit 17 ;;
esac
''')
