package io.jenkins.plugins.deploymentledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the shape of the house: which package may know which, and how big a class may be. */
class ShapeTest {

    private static final String ROOT = "io.jenkins.plugins.deploymentledger";
    private static final int MAX_LINES = 400;

    private static JavaClasses classes;

    @BeforeAll
    static void load() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        assertFalse(classes.isEmpty(), "No classes were found to check");
    }

    @Test
    void coreKnowsNoJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..",
                        "jenkins..",
                        "org.jenkinsci..",
                        "org.kohsuke..",
                        "jakarta.servlet..",
                        ROOT + ".machine..",
                        ROOT + ".audit..",
                        ROOT + ".deployment..",
                        ROOT + ".pipeline..",
                        ROOT + ".schedule..",
                        ROOT + ".convergence..")
                .check(classes);
    }

    @Test
    void arrowsPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("dashboard")
                .definedBy(ROOT + ".dashboard..")
                .layer("team")
                .definedBy(ROOT + ".team..")
                .layer("pipeline")
                .definedBy(ROOT + ".pipeline..")
                .layer("convergence")
                .definedBy(ROOT + ".convergence..")
                .layer("schedule")
                .definedBy(ROOT + ".schedule..")
                .layer("deployment")
                .definedBy(ROOT + ".deployment..")
                .layer("machine")
                .definedBy(ROOT + ".machine..")
                .layer("access")
                .definedBy(ROOT + ".access..")
                .layer("rest")
                .definedBy(ROOT + ".rest..")
                .layer("audit")
                .definedBy(ROOT + ".audit..")
                .layer("core.change")
                .definedBy(ROOT + ".core.change..")
                .layer("core.address")
                .definedBy(ROOT + ".core.address..")
                .layer("core.ledger")
                .definedBy(ROOT + ".core.ledger..")
                .layer("core.history")
                .definedBy(ROOT + ".core.history..")
                .layer("core.analysis")
                .definedBy(ROOT + ".core.analysis..")
                .layer("core.convergence")
                .definedBy(ROOT + ".core.convergence..")
                .layer("core.rollout")
                .definedBy(ROOT + ".core.rollout..")
                .layer("core.schedule")
                .definedBy(ROOT + ".core.schedule..")
                .layer("core.fleet")
                .definedBy(ROOT + ".core.fleet..")
                .withOptionalLayers(true)
                .whereLayer("dashboard")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("team")
                .mayOnlyBeAccessedByLayers("dashboard")
                .whereLayer("pipeline")
                .mayOnlyBeAccessedByLayers("dashboard")
                .whereLayer("convergence")
                .mayOnlyBeAccessedByLayers("dashboard", "pipeline")
                .whereLayer("core.convergence")
                .mayOnlyBeAccessedByLayers("convergence", "dashboard", "pipeline")
                .whereLayer("schedule")
                .mayOnlyBeAccessedByLayers("dashboard")
                .whereLayer("deployment")
                .mayOnlyBeAccessedByLayers("dashboard", "convergence", "pipeline", "schedule")
                .whereLayer("machine")
                .mayOnlyBeAccessedByLayers("convergence", "dashboard", "deployment", "pipeline")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("dashboard", "convergence", "pipeline", "deployment", "machine")
                .whereLayer("rest")
                .mayOnlyBeAccessedByLayers("deployment", "machine")
                .whereLayer("core.history")
                .mayOnlyBeAccessedByLayers("dashboard")
                .whereLayer("core.analysis")
                .mayOnlyBeAccessedByLayers("dashboard", "deployment", "core.history", "convergence")
                .whereLayer("core.rollout")
                .mayOnlyBeAccessedByLayers(
                        "dashboard", "deployment", "core.history", "core.analysis", "convergence", "pipeline")
                .whereLayer("core.fleet")
                .mayOnlyBeAccessedByLayers(
                        "core.rollout",
                        "core.analysis",
                        "core.history",
                        "machine",
                        "deployment",
                        "dashboard",
                        "core.convergence",
                        "convergence",
                        "pipeline")
                .whereLayer("core.schedule")
                .mayOnlyBeAccessedByLayers("core.rollout", "deployment", "schedule")
                .whereLayer("audit")
                .mayOnlyBeAccessedByLayers("dashboard", "convergence", "schedule", "deployment", "machine")
                .whereLayer("core.change")
                .mayOnlyBeAccessedByLayers("audit")
                .whereLayer("core.address")
                .mayOnlyBeAccessedByLayers("audit")
                .whereLayer("core.ledger")
                .mayOnlyBeAccessedByLayers("audit", "convergence", "schedule", "deployment", "dashboard")
                .check(classes);
    }

    @Test
    void noPackageDependsOnItself() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void noClassIsTooLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(source)) {
                    if (lines.count() > MAX_LINES) {
                        tooLong.add(source.toString());
                    }
                }
            }
        }
        assertEquals(List.of(), tooLong, "Classes of more than " + MAX_LINES + " lines");
    }
}
