package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/spark-ml.md shows what is in docs/example, and that runs. */
class DocumentedExampleTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path CLASS = DOCS.resolve("example/src/main/java/ClassifyRows.java");
    private static final Map<String, String> SETTINGS =
            Map.of("spark.master", "local[2]", "spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1");

    @Test
    void thePageQuotesTheExamples() throws IOException {
        assertThat(Files.readString(DOCS.resolve("spark-ml.md")))
                .contains("```java\n" + Files.readString(CLASS) + "```\n")
                .contains("```scala\n" + Files.readString(DOCS.resolve("example/spark-shell.scala")) + "```\n");
    }

    @Test
    void theProjectsVersionsAreOurs() throws IOException {
        String ours = Files.readString(Path.of("..", "pom.xml"));
        String theirs = Files.readString(DOCS.resolve("example/pom.xml"));
        assertThat(theirs)
                .contains(dependency("kindling-driver", first(ours, "<version>([^<]+)</version>")))
                .contains(dependency("spark-mllib_2.12", first(ours, "<spark.version>([^<]+)<")));
    }

    private static String dependency(String artifact, String version) {
        return "<artifactId>" + artifact + "</artifactId>\n      <version>" + version + "</version>";
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @Test
    void theJavaExampleCompilesAndLearns(@TempDir Path folder) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exit = compiler.run(
                null, null, errors, "--release", "17", "-cp", classPath, "-d", folder.toString(), CLASS.toString());
        assertThat(exit).as(errors.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(Double.parseDouble(first(run(folder), "accuracy ([0-9.]+)"))).isGreaterThan(0.95);
        assertThat(folder.resolve("model/stages")).isDirectory();
    }

    private static String run(Path folder) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        SETTINGS.forEach(System::setProperty);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            String[] arguments = {folder.resolve("model").toString()};
            loader.loadClass("ClassifyRows").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
            SETTINGS.keySet().forEach(System::clearProperty);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
