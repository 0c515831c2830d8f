package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling cluster up} and {@code down}, as a person types them. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class ClusterCommandIT {

    private final Site site;

    /** A built tree of its own: a person's cluster in the other one stays what it is. */
    @TempDir
    private Path tree;

    @TempDir
    private Path elsewhere;

    ClusterCommandIT(Site site) {
        this.site = site;
    }

    @Test
    void upSubmitAndDownFromAnyFolder() throws Exception {
        try {
            String told = kindling("cluster", "up");
            assertThat(told).contains("master: spark://127.0.0.1:", "page: http://127.0.0.1:");
            assertThat(kindling("cluster", "up")).as("up again").isEqualTo(told);

            Path run = elsewhere.resolve("run");
            List<String> submit = new ArrayList<>(submitCommand(told));
            submit.addAll(List.of(site.folder().resolve(Site.GLYPHS).toString(), "--out", run.toString()));
            output(submit);
            assertThat(Runs.model(run.toString())).isEqualTo(site.undisturbed(Site.GLYPHS));
        } finally {
            kindling("cluster", "down");
        }
        assertThat(Site.processesOf(tree)).as("processes left behind").isEmpty();
        assertThat(tree.resolve("jobs/target/cluster")).doesNotExist();
        assertThat(kindling("cluster", "down")).as("down again").isEmpty();
    }

    @Test
    void otherWordsAreRefused() throws Exception {
        Path log = elsewhere.resolve("log");
        try (Command command = Command.start(elsewhere, log, Command.QUICK_JAVA, words("cluster", "sideways"))) {
            assertThat(command.await(Site.RUN_SECONDS)).isEqualTo(2);
            assertThat(command.output()).contains("usage: kindling cluster up|down");
        }
    }

    /** The words that {@code up} says one submits with, without the configuration. */
    private static List<String> submitCommand(String told) {
        String line = told.lines()
                .filter(words -> words.startsWith("submit:"))
                .findFirst()
                .orElseThrow();
        List<String> words =
                Arrays.asList(line.substring("submit:".length()).strip().split(" ", -1));
        assertThat(words).endsWith("CONF");
        return words.subList(0, words.size() - 1);
    }

    private String kindling(String... arguments) throws Exception {
        return output(words(arguments));
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(tree + "/scripts/kindling"));
        words.addAll(List.of(arguments));
        return words;
    }

    private String output(List<String> words) throws Exception {
        // What it starts in the background outlives the command and is not to be ended with it.
        Command command = Command.start(elsewhere, elsewhere.resolve("log"), Command.QUICK_JAVA, words);
        assertThat(command.await(Site.RUN_SECONDS)).as(command.output()).isZero();
        return command.output();
    }

    /** What is linked into the tree is not to be cleaned away with it. */
    @AfterEach
    void unlink() throws IOException {
        Files.delete(tree.resolve("jobs/target/spark"));
    }

    @BeforeEach
    void copyTree() throws IOException {
        Path scripts = Files.createDirectories(tree.resolve("scripts"));
        for (String script : List.of("kindling", "cluster")) {
            Files.copy(
                    Site.HOME.resolve("scripts/" + script),
                    scripts.resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path target = Files.createDirectories(tree.resolve("jobs/target"));
        Files.createDirectories(tree.resolve("jobs/src/main"));
        Files.createFile(tree.resolve("pom.xml"));
        Files.createFile(tree.resolve("jobs/pom.xml"));
        Files.createSymbolicLink(target.resolve("spark"), Site.SPARK);
        Files.copy(Site.TARGET.resolve("kindling.jar"), target.resolve("kindling.jar"));
    }
}
