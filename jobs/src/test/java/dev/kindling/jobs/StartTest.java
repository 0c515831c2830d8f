package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin with what another left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartTest {

    private static final String MODELS = "src/test/resources/models/";

    private CommandLineSession session;

    @BeforeAll
    void runOnce(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
        assertThat(session.run("first").exit()).isZero();
        assertThat(export("safetensors", "export.safetensors").exit()).isZero();
        assertThat(session.run("next", "-D", start("run", "run=\"" + session.path("first") + "\""))
                        .exit())
                .isZero();
    }

    @Test
    void aRunsTensorsBeginTheNextRunByWhicheverWayTheyCome() throws IOException {
        begin("pytorch", start("safetensors", "layout=pytorch, " + file("export.safetensors")));

        assertThat(digest("pytorch")).isEqualTo(digest("next"));
        assertThat(digest("first")).isNotEqualTo(digest("next"));
        assertThat(fact("next")).isEqualTo(digest("first"));
        assertThat(fact("first")).isEmpty();
    }

    @Test
    @Tag("slow")
    void soDoesAZipOfDeeplearning4js() throws IOException {
        assertThat(export("dl4j", "model.zip").exit()).isZero();

        begin("zip", start("dl4j", file("model.zip")));

        assertThat(digest("zip")).isEqualTo(digest("next"));
        assertRefused(
                start("keras", "file=\"" + MODELS + "keras.h5\""), "tensor hidden0.weight: expected shape [8, 784]");
        assertRefused(start("dl4j", "file=\"" + MODELS + "README.md\""), "expected a Deeplearning4j model");
    }

    @Test
    void aResumedRunBeginsWithTheSameFileOrNotAtAll() throws IOException {
        Path copy = session.path("copy.safetensors");
        Files.copy(session.path("first/model.safetensors"), copy, StandardCopyOption.REPLACE_EXISTING);
        String start = start("safetensors", file("copy.safetensors"));
        begin("resumed", start);
        Files.delete(session.path("resumed/checkpoints/round-00000004.checkpoint"));
        Files.delete(session.path("resumed/model.safetensors"));

        Answer same = session.run("resumed", "--resume", "-D", start);

        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(digest("resumed")).isEqualTo(digest("next"));
        assertThat(session.run("resumed", "--resume").err()).contains("resume with another configuration: start");
        Files.copy(session.path("next/model.safetensors"), copy, StandardCopyOption.REPLACE_EXISTING);
        Answer other = session.run("resumed", "--resume", "-D", start);
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err().lines())
                .singleElement()
                .asString()
                .contains("start: SHA-256 of the file: expected " + digest("first"), "put back the file");
    }

    @Test
    void whatIsMissingOrDoesNotFitIsSaidInOneLineBeforeAnythingIsWritten() throws IOException {
        String whole = "file=\"" + session.path("first/model.safetensors") + "\"";
        assertRefused(start("safetensors", file("none")), "start: no model file " + session.path("none"));
        assertRefused(start("run", "run=\"" + session.path("none") + "\""), "start: no model file");
        assertRefused(
                start("safetensors", whole),
                "tensor hidden0.weight: expected shape [784, 9], found [784, 8], in",
                "learner.hidden=[9]");
        assertRefused(
                start("safetensors", "layout=pytorch, " + file("export.safetensors")),
                "tensor hidden0.weight: expected shape [9, 784], found [8, 784], in",
                "learner.hidden=[9]");
        assertRefused(
                start("safetensors", file("export.safetensors")),
                "start.layout: expected pytorch for a file whose metadata says format = pt, found kindling");
        assertRefused(
                start("safetensors", "layout=pytorch, " + whole),
                "start: expected a learner among backprop, prototypical, network-backprop, local-loss,"
                        + " prototype-contrast for weights of other tools, found forward-forward",
                "learner=null",
                "learner=forward-forward");
        assertRefused(
                start("safetensors", whole), "start: trainer = spark-mlp draws its own weights", "trainer=spark-mlp");
        assertRefused("start=dl4", "the type of start must be one of random, run, safetensors, dl4j, keras but was");
        assertRefused("start={type=run, run=\"\"}", "run must name the folder of a run but was empty");
        assertRefused("start={type=keras, file=\" \"}", "file must name a model file but was empty");
    }

    private void assertRefused(String start, String message, String... settings) {
        String[] more = new String[2 * settings.length + 2];
        for (int i = 0; i < settings.length; i++) {
            more[2 * i] = "-D";
            more[2 * i + 1] = settings[i];
        }
        more[more.length - 2] = "-D";
        more[more.length - 1] = start;
        Answer answer = session.run("nothing", more);
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).singleElement().asString().contains(message);
        assertThat(session.path("nothing")).doesNotExist();
    }

    private void begin(String out, String start) {
        Answer answer = session.run(out, "-D", start);
        assertThat(answer.exit()).as(answer.err()).isZero();
    }

    private Answer export(String format, String name) {
        return CommandLineSession.kindling(
                "export",
                session.path("first").toString(),
                "--format",
                format,
                "--out",
                session.path(name).toString());
    }

    private static String start(String type, String keys) {
        return "start={type=" + type + ", " + keys + "}";
    }

    private String file(String name) {
        return "file=\"" + session.path(name) + "\"";
    }

    private String digest(String run) throws IOException {
        return DigestUtils.sha256Hex(Files.readAllBytes(session.path(run + "/model.safetensors")));
    }

    private String fact(String run) throws IOException {
        return new ObjectMapper()
                .readTree(session.path(run + "/provenance.json").toFile())
                .path("start-sha256")
                .asText();
    }
}
