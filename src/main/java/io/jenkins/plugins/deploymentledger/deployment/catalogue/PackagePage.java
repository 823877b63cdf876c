package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.ModelObject;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.audit.target.NamesTargets;
import io.jenkins.plugins.deploymentledger.audit.target.PageTarget;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.deployment.payload.BuildArtifactBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.rest.DescribedJson;
import jakarta.servlet.ServletException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One version of a package, as a page. */
@Restricted(NoExternalUse.class)
public final class PackagePage implements ModelObject, NamesTargets {

    private final PackageVersion version;
    private final DeploymentPackage described;

    PackagePage(@NonNull PackageVersion version, @NonNull DeploymentPackage described) {
        this.version = version;
        this.described = described;
    }

    /** Name and version. */
    @NonNull
    @Override
    public String getDisplayName() {
        return version.toString();
    }

    /** As the trail calls a version that is created, changed or deleted: by what is in the file of the catalogue. */
    @NonNull
    @Override
    public Optional<PageTarget> target(List<String> below, UnaryOperator<String> parameter) {
        return Optional.of(
                new PageTarget("package", PackageCatalogue.get().getId() + "/" + version, version.toString()));
    }

    /** What the version is; no part of a URL. */
    @NonNull
    @StaplerNotDispatchable
    public DeploymentPackage getDescribed() {
        return described;
    }

    /** Its URL below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return "manage/" + PackagesLink.URL + "/package/" + Util.rawEncode(version.name()) + "/version/"
                + Util.rawEncode(version.version()) + "/";
    }

    /** The form for another version of it, below the root of Jenkins. */
    @NonNull
    public String getNextUrl() {
        return "manage/" + PackagesLink.URL + "/new?name="
                + URLEncoder.encode(version.name(), StandardCharsets.UTF_8) + "&version="
                + URLEncoder.encode(version.version(), StandardCharsets.UTF_8);
    }

    /** Where its binary comes from, in a few words, which name a job only to those who may know of it. */
    @NonNull
    public String getBinary() {
        BinarySource source = described.getSource();
        if (source instanceof BuildArtifactBinary artifact && !KnownJobs.mayBeNamed(artifact.getJob())) {
            return Messages.PackagePage_artifact(artifact.getArtifact());
        }
        return source == null ? "" : source.describe();
    }

    /** For which systems it has commands, in words. */
    @NonNull
    public String getSystems() {
        return systems(described.getCommands());
    }

    /** From which systems it can be taken off again, in words; empty for none. */
    @NonNull
    public String getUninstallSystems() {
        return systems(described.getUninstallCommands());
    }

    private static String systems(List<InstallCommand> commands) {
        return commands.stream().map(InstallCommand::getSystem).distinct().collect(Collectors.joining(", "));
    }

    /** By what it is seen on a machine, in words; empty where the exit code alone counts. */
    @NonNull
    public String getDetected() {
        DetectionRule rule = described.getDetection();
        return rule == null
                ? ""
                : Stream.of(software(rule), rule.getFile(), rule.getCommand())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" · "));
    }

    @CheckForNull
    private static String software(DetectionRule rule) {
        return rule.getSoftware() == null || rule.getMinimumVersion() == null
                ? rule.getSoftware()
                : rule.getSoftware() + " ≥ " + rule.getMinimumVersion();
    }

    /** Whether it was deployed, and never changes any more. */
    public boolean isUsed() {
        return PackageCatalogue.get().isUsed(version);
    }

    /** Whether the current user may change or delete versions. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(PackageCatalogue.MANAGE);
    }

    /** What it takes to change versions. */
    @NonNull
    public Permission getManage() {
        return PackageCatalogue.MANAGE;
    }

    /** Describes its form; no part of a URL. */
    @NonNull
    @StaplerNotDispatchable
    public Descriptor<?> getForm() {
        return described.getDescriptor();
    }

    /** What programs get to know of it: all of its source, where an address may hold a token, is for those who could enter it. */
    @NonNull
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(DescribedJson.properties(DeploymentPackage.class, described));
        if (!isManager()) {
            json.remove("source");
        }
        json.put("binary", getBinary());
        json.put("used", isUsed());
        return json;
    }

    /** Describes it otherwise, while it was not deployed. */
    @RequirePOST
    public HttpResponse doConfigSubmit(StaplerRequest2 request) throws ServletException, Descriptor.FormException {
        Jenkins.get().checkPermission(PackageCatalogue.MANAGE);
        PackageForm.apply(request, after -> PackageCatalogue.get().replace(version, after));
        return HttpResponses.redirectViaContextPath("manage/" + PackagesLink.URL + "/");
    }

    /** Deletes it, unless a deployment names it. */
    @RequirePOST
    public HttpResponse doDelete() throws Descriptor.FormException {
        Jenkins.get().checkPermission(PackageCatalogue.MANAGE);
        try {
            PackageCatalogue.get().remove(version);
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "package");
        }
        return HttpResponses.redirectViaContextPath("manage/" + PackagesLink.URL + "/");
    }
}
