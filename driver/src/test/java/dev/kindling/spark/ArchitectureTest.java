package dev.kindling.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final int FEWEST_CLASSES = 30;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kindling.spark");

    @Test
    void theScanSeesTheModule() {
        assertThat(classes.size()).isGreaterThan(FEWEST_CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.kindling.spark.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theDriverKnowsNeitherConfigurationFilesNorACommandLine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "com.typesafe.config..", "dev.kindling.jobs..")
                .check(classes);
    }

    @Test
    void deeplearning4jIsKnownToItsOwnPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kindling.spark.dl4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
                .check(classes);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Common|Misc|Managers?)")
                .check(classes);
    }
}
