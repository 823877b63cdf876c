package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.audit.target.NamesTargets;
import io.jenkins.plugins.deploymentledger.audit.target.PageTarget;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.rest.DescribedAnswers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The pages of the catalogue, at {@code /manage/deployment-packages}; for holders of Packages/View. */
@Extension
@Restricted(NoExternalUse.class)
public final class PackagesLink extends ManagementLink implements StaplerProxy, NamesTargets {

    static final String URL = "deployment-packages";

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.PackagesLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.PackagesLink_description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return PackageCatalogue.VIEW;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(PackageCatalogue.VIEW);
        return this;
    }

    /** The version below {@code package/NAME/version/VERSION}, as its page says. */
    @NonNull
    @Override
    public Optional<PageTarget> target(List<String> below, UnaryOperator<String> parameter) {
        boolean version = below.size() >= 4
                && below.get(0).equals("package")
                && below.get(2).equals("version");
        return version
                ? Optional.ofNullable(getPackage(below.get(1)).getVersion(below.get(3)))
                        .flatMap(page -> page.target(below.subList(4, below.size()), parameter))
                : Optional.empty();
    }

    /** All versions, the newest of each package first. */
    @NonNull
    public List<PackagePage> getPackages() {
        return PackageCatalogue.get().versions().entrySet().stream()
                .sorted((one, other) -> byNameAndNewest(one.getKey(), other.getKey()))
                .map(each -> new PackagePage(each.getKey(), each.getValue()))
                .toList();
    }

    private static int byNameAndNewest(PackageVersion one, PackageVersion other) {
        int byName = one.name().compareTo(other.name());
        return byName == 0 ? other.compareTo(one) : byName;
    }

    /** The versions of a package; part of the URL. */
    @NonNull
    @StaplerDispatchable
    public Versions getPackage(@NonNull String name) {
        return new Versions(name);
    }

    /** Whether the current user may make versions. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(PackageCatalogue.MANAGE);
    }

    /** What it takes to make versions. */
    @NonNull
    public Permission getManage() {
        return PackageCatalogue.MANAGE;
    }

    /** Describes a package's form; no part of a URL. */
    @NonNull
    @StaplerNotDispatchable
    public Descriptor<?> getForm() {
        return Jenkins.get().getDescriptorOrDie(DeploymentPackage.class);
    }

    /** What a new version is filled in with, by the parameters {@code name} and {@code version}; null for nothing. */
    @CheckForNull
    public DeploymentPackage getTemplate() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String name = request == null ? null : request.getParameter("name");
        return name == null
                ? null
                : PackageCatalogue.get()
                        .find(name, request.getParameter("version"))
                        .map(known -> known.with("", null))
                        .orElse(null);
    }

    /** Makes a version as the form says. */
    @RequirePOST
    public HttpResponse doCreate(StaplerRequest2 request) throws ServletException, Descriptor.FormException {
        Jenkins.get().checkPermission(PackageCatalogue.MANAGE);
        PackageForm.apply(request, PackageCatalogue.get()::add);
        return HttpResponses.redirectTo(".");
    }

    /** All versions as JSON. */
    @GET
    public void doList(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        DescribedAnswers.write(
                response,
                HttpServletResponse.SC_OK,
                getPackages().stream().map(PackagePage::json).toList());
    }

    /**
     * Makes a version as the JSON of the request says. Answers 400 with the reason where that is not possible.
     */
    @RequirePOST
    public void doAdd(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(PackageCatalogue.MANAGE);
        DescribedAnswers.take(request, response, DeploymentPackage.class, HttpServletResponse.SC_CREATED, added -> {
            PackageCatalogue.get().add(added);
            return new PackagePage(PackageCatalogue.idOf(added), added).json();
        });
    }

    /**
     * The versions of one package.
     *
     * @param name of the package
     */
    public record Versions(@NonNull String name) {

        /** The page of a version; part of the URL; null if there is none. */
        @CheckForNull
        @StaplerDispatchable
        public PackagePage getVersion(@NonNull String version) {
            return PackageCatalogue.get()
                    .find(name, version)
                    .map(described -> new PackagePage(new PackageVersion(name, version), described))
                    .orElse(null);
        }
    }
}
