package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ChoiceNames;
import dev.kindling.learn.Learner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads after a mistake: one line that says what, expected, actual, where and the cure. */
class BadInputTest {

    private Path folder;
    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.session = new CommandLineSession(folder);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rouns=3 | CONF, rouns: unknown key; did you mean rounds? (known here: algorithm, checkpoint-every, "
                        + "clients, cohort, data, evaluate-every, faults, keep-checkpoints, learner, measure, merge, "
                        + "min-reports, on-bad-client, partitioner, partitions, round-attempts, rounds, schedule, seed, start, "
                        + "tracking, trainer, validation)",
                "faults.dropuot=0.1 | CONF, faults.dropuot: unknown key; did you mean dropout? (known here: attackers, "
                        + "dropout, stragglers)",
                "faults.dropout=1.5 | CONF, faults: dropout must be in [0, 1] but was 1.5",
                "faults.attackers.share=2 | CONF, faults.attackers: share must be in [0, 1] but was 2.0",
                "faults.attackers.kind=sign-flop | CONF, faults.attackers.kind: the type of attack must be one of "
                        + "sign-flip, scaled-noise, nan, infinite, huge, wrong-shape but was \"sign-flop\"; did you "
                        + "mean sign-flip?",
                "faults.stragglers.type=deadline | CONF: missing key faults.stragglers.seconds; add it to the file or "
                        + "give -D faults.stragglers.seconds=...",
                "on-bad-client=ignore | CONF, on-bad-client: expected one of [fail, skip] but was \"ignore\"",
                "min-reports=4 | CONF: min-reports must be in [0, cohort = 3] but was 4",
                "round-attempts=0 | CONF: round-attempts must be at least 1 but was 0",
                "data.trainperwriter=3 | CONF, data.trainperwriter: unknown key; did you mean train-per-writer? (known "
                        + "here: classes, difficulty, seed, test-per-writer, train-per-writer, writers)",
                "rounds=0 | CONF: rounds must be at least 1 but was 0",
                "data.difficulty=9 | CONF, data: difficulty must be in [0, 3.0] but was 9.0",
                "learner=null | CONF: missing key learner; add it to the file or give -D learner=...",
                "rounds=few | CONF, rounds: expected a whole number but was \"few\"",
                "rounds=1.5 | CONF, rounds: expected a whole number but was \"1.5\"",
                "learner.hidden=[many] | CONF, learner.hidden[0]: expected a whole number but was \"many\"",
                "algorithm.weighting=by-sample | CONF, algorithm.weighting: expected one of [by-example, by-client] "
                        + "but was \"by-sample\"",
                "learner.type=backpropp | CONF, learner: the type of learner must be one of LEARNERS but "
                        + "was \"backpropp\"; did you mean backprop?",
                "learner=7 | CONF, learner: the type of learner must be one of LEARNERS but was 7",
                "algorithm.optimizer.type=sdg | CONF, algorithm.optimizer: the type of optimizer must be one of sgd, "
                        + "adam but was \"sdg\"; did you mean sgd?",
                "data.type=csv | CONF: missing key data.train; add it to the file or give -D data.train=...",
                "clients=73 | clients must be at most the number of training examples, 72, but was 73; lower clients",
                "merge={type=krum,byzantine=2} | CONF: merge: Krum needs 2 x byzantine + 3 clients in a round, 7 for 2, but "
                        + "cohort is 3; raise cohort or lower merge.byzantine",
                "merge=clipped-mean | CONF: missing key merge.norm; add it to the file or give -D merge.norm=...",
                "cohort=7 | CONF: cohort must be in [0, clients = 6] but was 7",
                "rounds | -D rounds: expected key=value, e.g. -D rounds=20",
            })
    void aWrongSettingIsNamedWithItsCure(String override, String message) {
        String expected = message.replace("CONF", session.conf()).replace("LEARNERS", ChoiceNames.of(Learner.class));
        assertMistake(session.run("x", "-D", override), expected);
        assertThat(folder.resolve("x/model.safetensors")).doesNotExist();
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        Path conf = Files.writeString(folder.resolve("other.conf"), "rounds = 3");

        assertMistake(
                CommandLineSession.kindling("run", conf.toString()),
                conf + ": missing key clients; add it to the file or give -D clients=...");
    }

    @Test
    void aMissingConfigurationIsNamed() {
        Path conf = folder.resolve("none.conf");

        assertMistake(
                CommandLineSession.kindling("run", conf.toString()),
                "no such configuration: " + conf + "; the ready ones are in conf/");
    }

    @ParameterizedTest(name = "kindling {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rum | Unmatched argument at index 0: 'rum'; did you mean run? kindling --help tells more",
                "run x.conf --bogus | Unknown option: '--bogus'; kindling run --help tells more",
                "run | Missing required parameter: 'CONF'; kindling run --help tells more",
                "run x.conf --out | Missing required parameter for option '--out' (DIR); kindling run --help tells more",
                "data fetch cifar | unknown data set: expected mnist or fashion-mnist or omniglot, found cifar; give one of these",
                "data fetch mnist --from ftp://x | --from must begin with http:// or https:// but was ftp://x",
            })
    void aWrongCommandLineIsOneLine(String arguments, String message) {
        assertMistake(CommandLineSession.kindling(arguments.split(" ", -1)), message);
    }

    @Test
    void anUnknownMasterIsOneLine() {
        assertMistake(
                session.run("x", "--master", "lokal"),
                "Spark master: expected local[N], local[*], spark://HOST:PORT, yarn or k8s://HOST:PORT, found lokal, in "
                        + "--master; give one of these");
    }

    @Test
    void aRunIsNeverWrittenOverAnother() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("something"), "x");

        assertMistake(
                session.run("full"),
                "the run folder " + full
                        + " exists and is not empty; give another --out, or --resume to go on with the " + "run in it");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        Answer answer = session.run("file/x");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .hasLineCount(1)
                .startsWith("kindling: cannot write file:" + folder.resolve("file/x/config.json") + ": ")
                .endsWith("; choose a folder that you may write to" + System.lineSeparator());
    }

    @Test
    void resumingNeedsARun() {
        assertMistake(
                session.run("none", "--resume"),
                "no run in " + folder.resolve("none")
                        + ": it has no config.json; give the folder a run was written to");
        assertMistake(
                CommandLineSession.kindling("run", session.conf(), "--resume"),
                "--resume needs the run's folder: give it with --out");
    }

    @Test
    void resumingAnotherConfigurationNamesTheDifferenceAndChangesNothing() throws IOException {
        session.run("done", "-D", "rounds=1");
        Path config = folder.resolve("done/config.json");
        String before = Files.readString(config);

        assertMistake(
                session.run("done", "--resume", "-D", "rounds=1", "-D", "learner.hidden=[9]"),
                "resume with another configuration: learner.hidden: expected [8], found [9], in " + config
                        + "; resume with the configuration of the run, or start a new run with another --out");
        assertThat(config).hasContent(before);
    }

    @Test
    void aDamagedOrMissingModelIsNamed() throws IOException {
        session.run("done", "-D", "rounds=1");
        Path run = folder.resolve("done");
        Path model = run.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(bytes, bytes.length - 5));
        for (String command : new String[] {"inspect", "evaluate", "predict"}) {
            assertMistake(
                    CommandLineSession.kindling(command, run.toString()),
                    "data: expected 6316 values, found 6314 (truncated), in " + model
                            + "; save it as safetensors or fetch it again");
        }

        Files.delete(model);
        assertMistake(
                CommandLineSession.kindling("evaluate", run.toString()),
                "no model.safetensors in " + run + "; give the folder of a run that has come that far");
        assertMistake(
                CommandLineSession.kindling("inspect", run.toString()),
                "missing model: expected a safetensors file, found none, in " + model
                        + "; give a run's folder or a model file");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(CommandLineSession.kindling("--version").out().strip())
                .matches("kindling [0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    static void assertMistake(Answer answer, String message) {
        assertThat(answer).isEqualTo(new Answer(2, "", "kindling: " + message + System.lineSeparator()));
    }
}
