package io.jenkins.plugins.deploymentledger.audit.coverage;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import hudson.model.AutoCompletionCandidates;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deploymentledger.audit.page.AuditTrailAction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.jenkinsci.plugins.matrixauth.AuthorizationContainer;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.bind.JavaScriptMethod;
import org.kohsuke.stapler.interceptor.InterceptorAnnotation;
import org.kohsuke.stapler.verb.GET;

/**
 * The web methods of Jenkins, of this plugin and of those of its pipelines, folders, credentials and permissions by which a request may
 * change something: all to which Stapler takes another request than a GET, read from their byte code as core's {@code DoActionFilter} reads them.
 *
 * <p>Each is {@code class#method}; the overloads of one name in one class are one, since they have one URL.
 */
public final class WebMethods {

    /** One class of each; to know of another plugin's web methods, give one of its classes, and have it in the pom. */
    private static final List<Class<?>> LOOKED_AT = List.of(
            Jenkins.class,
            AbstractFolder.class,
            AuthorizationContainer.class,
            ConfigurationAsCode.class,
            CpsFlowDefinition.class,
            CredentialsProvider.class,
            FlowExecution.class,
            InputAction.class,
            ScriptApproval.class,
            WorkflowJob.class,
            AuditTrailAction.class);

    private static final Pattern NAME = Pattern.compile("do[^a-z].*");
    private static final Pattern FORM_HELP_NAME =
            Pattern.compile("do(Check|Fill|AutoComplete|Validate)[A-Z].*|doCheck");

    private static final Set<String> PARAMETERS = names(
            StaplerRequest.class,
            StaplerRequest2.class,
            StaplerResponse.class,
            StaplerResponse2.class,
            HttpServletRequest.class,
            HttpServletResponse.class);

    /** What helps to fill in a form answers with one of these and has a name that says so; it changes nothing. */
    private static final Set<String> FORM_HELP =
            names(FormValidation.class, ListBoxModel.class, ComboBoxModel.class, AutoCompletionCandidates.class);

    /** It takes some seconds to find them. */
    private static Set<String> all;

    private WebMethods() {}

    /** All of them. */
    static synchronized Set<String> all() throws IOException, URISyntaxException {
        if (all == null) {
            all = classes().stream()
                    .flatMap(one -> one.getMethods().stream())
                    .filter(method -> isDispatched(method) && mayChange(method))
                    .map(method -> method.getOwner().getName() + "#" + method.getName())
                    .collect(Collectors.toSet());
        }
        return Set.copyOf(all);
    }

    /** The classes of Jenkins and of those plugins. */
    public static JavaClasses classes() throws IOException, URISyntaxException {
        List<Location> places = new ArrayList<>();
        for (Class<?> one : LOOKED_AT) {
            places.add(place(Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        return new ClassFileImporter().importLocations(places);
    }

    /** Of this plugin it is a directory, of the others a file. */
    private static Location place(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return Location.of(path);
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            return Location.of(jar);
        }
    }

    /** Whether Stapler takes a request with this word after the object to this method. */
    public static boolean isReachedBy(String word, JavaMethod method) {
        return isDispatched(method) && words(method).contains(word);
    }

    private static Set<String> words(JavaMethod method) {
        if (method.isAnnotatedWith(WebMethod.class)) {
            return Set.of(method.getAnnotationOfType(WebMethod.class).name());
        }
        String name = method.getName();
        if (name.equals("doIndex")) {
            return Set.of("");
        }
        return Set.of(name.startsWith("do") ? name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3) : name);
    }

    /** Whether Stapler takes a request there. */
    private static boolean isDispatched(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        if (!modifiers.contains(JavaModifier.PUBLIC)
                || modifiers.contains(JavaModifier.ABSTRACT)
                || modifiers.contains(JavaModifier.SYNTHETIC)
                || method.isAnnotatedWith(StaplerNotDispatchable.class)) {
            return false;
        }
        return overridden(method)
                        .anyMatch(one -> one.isAnnotatedWith(WebMethod.class)
                                || one.isAnnotatedWith(JavaScriptMethod.class)
                                || one.isMetaAnnotatedWith(InterceptorAnnotation.class))
                || NAME.matcher(method.getName()).matches() && isOfTheWeb(method);
    }

    /** Whether its signature is one of a web method, where only its name says so. */
    private static boolean isOfTheWeb(JavaMethod method) {
        return method.getParameters().stream()
                        .anyMatch(parameter ->
                                PARAMETERS.contains(parameter.getRawType().getName())
                                        || parameter.getAnnotations().stream().anyMatch(one -> one.getRawType()
                                                .getPackageName()
                                                .startsWith(WebMethod.class.getPackageName())))
                || method.getRawReturnType().isAssignableTo(HttpResponse.class)
                || method.getExceptionTypes().stream()
                        .anyMatch(thrown -> thrown.toErasure().isAssignableTo(HttpResponse.class));
    }

    /** Whether it answers another verb than GET, and with more than a help for a form. */
    private static boolean mayChange(JavaMethod method) {
        boolean help = FORM_HELP.contains(method.getRawReturnType().getName())
                && FORM_HELP_NAME.matcher(method.getName()).matches();
        return !help && overridden(method).noneMatch(one -> one.isAnnotatedWith(GET.class));
    }

    /** The method with those that it overrides, whose annotations Stapler counts as its own. */
    private static Stream<JavaMethod> overridden(JavaMethod method) {
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        JavaClass owner = method.getOwner();
        return Stream.of(List.of(owner), owner.getAllRawSuperclasses(), owner.getAllRawInterfaces())
                .flatMap(classes -> classes.stream())
                .flatMap(one -> one.tryGetMethod(method.getName(), parameters).stream());
    }

    private static Set<String> names(Class<?>... types) {
        return Stream.of(types).map(Class::getName).collect(Collectors.toSet());
    }
}
