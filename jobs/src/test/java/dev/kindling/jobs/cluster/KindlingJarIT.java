package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KindlingJarIT {

    private static final Path JAR = Path.of("target/kindling.jar").toAbsolutePath();
    private static final long MOST_BYTES = 60_000_000;

    private static List<String> entries;

    @BeforeAll
    static void readEntries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            entries = jar.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void theJarLeavesToSparkWhatIsSparks() {
        assertThat(entries)
                .noneMatch(
                        name -> name.matches(
                                "(META-INF/versions/\\d+/)?(org/apache/(spark|hadoop|logging)|scala|com/fasterxml|org/slf4j|com/esotericsoftware)/.*"));
    }

    /** Its memory outside the heap would be nobody's in docs/memory.md. */
    @Test
    void theJarHoldsNoNd4jAndNoHdf5() {
        assertThat(entries).noneMatch(name -> name.matches("org/(nd4j|deeplearning4j|bytedeco/hdf5)/.*"));
    }

    @Test
    void theJarHoldsProtocolBuffersUnderANameOfItsOwn() {
        assertThat(entries)
                .contains("dev/kindling/shaded/protobuf/CodedOutputStream.class")
                .noneMatch(name -> name.startsWith("com/google/protobuf/"));
    }

    @Test
    void theJarIsSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
    }

    @Test
    void theJarHoldsOurModulesAndTheirServices() {
        assertThat(entries)
                .contains(
                        "dev/kindling/jobs/Kindling.class",
                        "dev/kindling/spark/session/SparkSettings.class",
                        "dev/kindling/tensor/Blas.class",
                        "META-INF/services/org/jline/terminal/provider/exec");
    }

    @Test
    void theJarHoldsOpenBlasAndTheWayToIt() {
        assertThat(entries)
                .anyMatch(name -> name.matches("org/bytedeco/openblas/.*/(lib)?openblas[._].*"))
                .anyMatch(name -> name.matches("org/bytedeco/openblas/.*/(lib)?jniopenblas_nolapack\\..*"))
                .anyMatch(name -> name.matches("resources/native/.*/libnetlibblasjni\\..*"))
                .noneMatch(name -> name.matches("org/bytedeco/openblas/.*/(lib)?jniopenblas\\..*"));
    }

    @Test
    void theJarIsUnsigned() {
        assertThat(entries).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }
}
