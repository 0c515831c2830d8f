package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The second jar, which a build with -Dfast leaves out. */
@Tag("slow")
class KindlingDl4jJarIT {

    private static List<String> entries;

    @BeforeAll
    static void readEntries() throws IOException {
        entries = entries("target/kindling-dl4j.jar");
    }

    private static List<String> entries(String jar) throws IOException {
        try (JarFile file = new JarFile(Path.of(jar).toAbsolutePath().toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    @Test
    void itHoldsDeeplearning4jItsServicesItsLibraryAndLapacksBindings() {
        assertThat(entries)
                .contains(
                        "org/deeplearning4j/spark/impl/multilayer/SparkDl4jMultiLayer.class",
                        "org/deeplearning4j/nn/modelimport/keras/KerasModelImport.class",
                        "org/bytedeco/hdf5/H5File.class",
                        "org/nd4j/linalg/cpu/nativecpu/NDArray.class",
                        "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend",
                        "META-INF/services/org.nd4j.linalg.compression.NDArrayCompressor")
                .noneMatch(name -> name.matches(".*/(lib)?openblas[._].*"))
                .filteredOn(name -> name.matches(".*/(lib)?(nd4jcpu|jniopenblas)\\.(so|dylib|dll)"))
                .hasSize(2);
    }

    @Test
    void itHoldsNothingOfOursOfSparksOrOfKindlingsJar() throws IOException {
        // Deeplearning4j's own class, put into Spark's package to reach what is private there.
        assertThat(entries)
                .filteredOn(name -> !name.startsWith("org/apache/spark/TaskContextHelper"))
                .noneMatch(
                        name -> name.matches(
                                "(META-INF/versions/\\d+/)?(dev/kindling|org/apache|scala|com/fasterxml|org/slf4j|com/esotericsoftware)/.*"));
        List<String> classes = entries.stream()
                .filter(name -> name.endsWith(".class") || name.matches(".*\\.(so|dylib|dll)[.0-9]*"))
                .toList();
        assertThat(classes).doesNotContainAnyElementsOf(entries("target/kindling.jar"));
    }

    @Test
    void kindlingsJarHoldsNoneOfIt() throws IOException {
        assertThat(entries("target/kindling.jar"))
                .noneMatch(name -> name.matches("org/(deeplearning4j|nd4j|bytedeco/hdf5)/.*"));
    }
}
