package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/kindling in a tree that was never built, on a machine that lacks things. */
class WrapperTest {

    private static final long SECONDS = 60;
    private static final List<String> SHELL = List.of("bash", "dirname", "find", "grep");
    private static final String JAVA_17 = "echo 'openjdk version \"17.0.9\" 2023-10-17' >&2";
    private static final String MAVEN_3_9 = "echo 'Apache Maven 3.9.9 (rev)'";

    @TempDir
    private Path folder;

    private Path tools;

    @BeforeEach
    void copyTheScript() throws IOException {
        tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : SHELL) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        Path script = Path.of("../scripts/kindling").toAbsolutePath();
        Files.copy(script, scripts.resolve("kindling"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void withoutJavaItNamesThePackageToInstall() throws Exception {
        assertThat(refused("run", "x.conf"))
                .contains("no java found", "apt-get install openjdk-17-jdk-headless", "JAVA_HOME");
    }

    @Test
    void anotherJavaIsNamedWithItsVersion() throws Exception {
        tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        assertThat(refused("run", "x.conf")).contains("needs Java 17", "is version 11");
    }

    @Test
    void aJavaWithoutCompilerCannotBuild() throws Exception {
        tool("java", JAVA_17);

        assertThat(refused("run", "x.conf")).contains("no javac beside java", "openjdk-17-jdk-headless");
    }

    @Test
    void withoutMavenItNamesThePackageToInstall() throws Exception {
        jdkAndGit();

        assertThat(refused("run", "x.conf")).contains("no mvn found", "Maven 3.8 or newer", "apt-get install maven");
    }

    @Test
    void anOldMavenIsNamedWithItsVersion() throws Exception {
        jdkAndGit();
        tool("mvn", "echo 'Apache Maven 3.6.3'");

        assertThat(refused("run", "x.conf")).contains("mvn is version 3.6.3", "Maven 3.8 or newer");
    }

    @Test
    void withoutGitItNamesThePackageToInstall() throws Exception {
        jdkAndGit();
        tool("mvn", MAVEN_3_9);
        Files.delete(tools.resolve("git"));

        assertThat(refused("run", "x.conf")).contains("no git found", "apt-get install git");
    }

    @Test
    void aFailedBuildSaysHowToSeeMore() throws Exception {
        jdkAndGit();
        tool("mvn", "if [[ \"$1\" == -v ]]; then " + MAVEN_3_9 + "; else exit 1; fi");

        assertThat(refused("run", "x.conf")).contains("the build failed; to see more: mvn -e -B -f", "package");
    }

    @Test
    void submitRefusesOptionsThatNeitherSparkSubmitNorRunHas() throws Exception {
        builtTree();

        assertThat(refused("submit", "--mastre", "local", "x.conf")).contains("unknown option --mastre", "usage:");
        assertThat(refused("submit", "--master")).contains("--master needs a value");
        assertThat(refused("submit", "--master", "local")).contains("no configuration");
        assertThat(refused("submit", "x.conf", "--master", "local")).contains("--master stands before CONF");
        assertThat(refused("submit", "--deploy-mode", "cluster", "x.conf")).contains("give --out");
    }

    @Test
    void submitTellsOptionsWithValuesFromFlags() throws Exception {
        builtTree();
        Files.createFile(folder.resolve("x.conf"));

        assertThat(words("submit", "--supervise", "--master=m", "-c", "a=b=c", "x.conf", "-D", "k=v", "--out=o"))
                .containsSubsequence("--supervise", "--master", "m", "-c", "a=b=c")
                .containsSubsequence("run", "file:" + folder + "/x.conf", "-D", "k=v", "--out", folder + "/o");
    }

    @Test
    void aDriverOnTheClusterGetsTheUsersJavaOptionsBesideSparks() throws Exception {
        builtTree();

        List<String> words =
                words("submit", "--deploy-mode=cluster", "--driver-java-options", "-Dx=1", "x.conf", "--out", "o");

        assertThat(words)
                .filteredOn(word -> word.startsWith("spark.driver.extraJavaOptions="))
                .singleElement()
                .asString()
                .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .endsWith(" -Dx=1");
        assertThat(words)
                .contains("spark.yarn.appMasterEnv.OMP_NUM_THREADS=1")
                .contains("spark.kubernetes.driverEnv.KINDLING_DATA=" + folder + "/data");
    }

    @Test
    void onlyALocalDriverIsBoundToThisMachine() throws Exception {
        builtTree();
        tool("java", "if [[ \"$1\" == -version ]]; then " + JAVA_17 + "; else echo \"ip=${SPARK_LOCAL_IP:-}\"; fi");

        assertThat(words("run", "x.conf")).containsExactly("ip=127.0.0.1");
        assertThat(words("run", "x.conf", "--master", "local[2]")).containsExactly("ip=127.0.0.1");
        assertThat(words("run", "--master=local", "x.conf")).containsExactly("ip=127.0.0.1");
        assertThat(words("run", "x.conf", "--master", "spark://h:7077")).containsExactly("ip=");
        assertThat(words("bench", "--master=spark://h:7077")).containsExactly("ip=");
    }

    @Test
    void theSecondJarComesOnlyWhereTheConfigurationAsksForIt() throws Exception {
        builtTree();
        Path second = Files.createFile(folder.resolve("jobs/target/kindling-dl4j.jar"));
        Path plain = Files.writeString(folder.resolve("plain.conf"), "# trainer = dl4j-parameter-averaging\n");
        Path asks = Files.writeString(folder.resolve("asks.conf"), "trainer = dl4j-parameter-averaging\n");
        tool("java", "if [[ \"$1\" == -version ]]; then " + JAVA_17 + "; else printf '%s\\n' \"$@\"; fi");

        assertThat(words("run", plain.toString())).noneMatch(word -> word.contains(second.toString()));
        assertThat(words("run", asks.toString())).anyMatch(word -> word.contains(":" + second + ":"));
        Path encoder = Files.writeString(folder.resolve("encoder.conf"), "encoder {\n  type = keras\n}\n");
        assertThat(words("continual", encoder.toString())).anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("continual", plain.toString(), "-D", "encoder={type=dl4j,file=m.zip}"))
                .anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("run", plain.toString(), "-D", "start={type=keras,file=m.h5}"))
                .anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("export", "run", "--out", "m.zip", "--format", "dl4j"))
                .anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("export", "run", "--format=DL4J", "--out", "m.zip"))
                .anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("export", "run", "--format", "onnx", "--out", "dl4j"))
                .noneMatch(word -> word.contains(second.toString()));
        assertThat(words("bench", "side-by-side")).anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("run", plain.toString(), "-D", "trainer=dl4j-parameter-averaging"))
                .anyMatch(word -> word.contains(":" + second + ":"));
        assertThat(words("submit", "--master", "m", asks.toString())).containsSequence("--jars", second.toString());
        assertThat(words("submit", "--master", "m", "--jars", "own.jar", asks.toString()))
                .containsSequence("--jars", "own.jar")
                .doesNotContain(second.toString());
    }

    private void jdkAndGit() throws IOException {
        tool("java", JAVA_17);
        tool("javac", "exit 1");
        tool("git", "exit 1");
    }

    /** As if it had been built, with a spark-submit that prints its arguments. */
    private void builtTree() throws IOException {
        tool("java", JAVA_17);
        Files.createFile(folder.resolve("pom.xml"));
        for (String file : List.of("jobs/pom.xml", "jobs/src/main/source", "jobs/target/kindling.jar")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
        Path bin = Files.createDirectories(folder.resolve("jobs/target/spark/bin"));
        program(bin.resolve("spark-submit"), "printf '%s\\n' \"$@\"");
    }

    private void tool(String name, String body) throws IOException {
        program(tools.resolve(name), body);
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** What the script says, with exit code 2. */
    private String refused(String... arguments) throws Exception {
        return output(2, arguments);
    }

    private List<String> words(String... arguments) throws Exception {
        return output(0, arguments).lines().toList();
    }

    private String output(int exitCode, String... arguments) throws Exception {
        List<String> words = new java.util.ArrayList<>(List.of(folder + "/scripts/kindling"));
        words.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("PATH", tools.toString(), "JAVA_HOME", "", "SPARK_LOCAL_IP", "");
        try (Command command = Command.start(folder, folder.resolve("log"), environment, words)) {
            assertThat(command.await(SECONDS)).as(command.output()).isEqualTo(exitCode);
            return command.output();
        }
    }
}
