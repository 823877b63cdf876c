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
                        ROOT + ".deployment..")
                .check(classes);
    }

    @Test
    void arrowsPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("deployment")
                .definedBy(ROOT + ".deployment..")
                .layer("machine")
                .definedBy(ROOT + ".machine..")
                .layer("audit")
                .definedBy(ROOT + ".audit..")
                .layer("core.change")
                .definedBy(ROOT + ".core.change..")
                .layer("core.address")
                .definedBy(ROOT + ".core.address..")
                .layer("core.ledger")
                .definedBy(ROOT + ".core.ledger..")
                .layer("core.rollout")
                .definedBy(ROOT + ".core.rollout..")
                .layer("core.fleet")
                .definedBy(ROOT + ".core.fleet..")
                .withOptionalLayers(true)
                .whereLayer("deployment")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("machine")
                .mayOnlyBeAccessedByLayers("deployment")
                .whereLayer("core.rollout")
                .mayOnlyBeAccessedByLayers("deployment")
                .whereLayer("core.fleet")
                .mayOnlyBeAccessedByLayers("core.rollout", "machine", "deployment")
                .whereLayer("audit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("core.change")
                .mayOnlyBeAccessedByLayers("audit")
                .whereLayer("core.address")
                .mayOnlyBeAccessedByLayers("audit")
                .whereLayer("core.ledger")
                .mayOnlyBeAccessedByLayers("audit")
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
