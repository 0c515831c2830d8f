package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
    }

    @Test
    void aGridIsRankedByValidationAndWhatIsDoneIsNotDoneAgain() throws IOException {
        String[] grid = {"-g", "lr=0.00001,0.3", "-g", "alpha=100", "--seeds=1,2", "-D", "rounds=3", "-D", "cohort=6"};
        Answer answer = sweep("grid", grid);

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.err()).isEmpty();
        List<String> lines = answer.out().lines().toList();
        assertThat(lines)
                .filteredOn(line -> !line.endsWith("sweep.html"))
                .allMatch(line -> line.length() <= 80)
                .contains("ranked by mean validation accuracy, 2 seeds", "12 of 12 rounds trained")
                .anyMatch(line -> line.matches("trial 1 of 2, seed 2, lr=0.00001 alpha=100: [\\d.]+ %"))
                .anyMatch(line -> line.matches(" {3}1 {5}2 +[\\d.]+ +[\\d.]+ finished +6 {2}lr=0.3 alpha=100"));
        JsonNode sweep = json("grid/sweep.json");
        assertThat(sweep.get("measuredOn").asText()).isEqualTo("validation");
        assertThat(sweep.get("rows")).hasSize(2);
        double before = 1;
        for (JsonNode row : sweep.get("rows")) {
            double mean = (row.get("accuracies").get(0).asDouble()
                            + row.get("accuracies").get(1).asDouble())
                    / 2;
            assertThat(mean).isLessThanOrEqualTo(before);
            before = mean;
        }
        JsonNode best = sweep.get("rows").get(0);
        String first = "grid/trial-00" + best.get("trial") + "-seed-1/";
        assertThat(json(first + "summary.json").get("measuredOn").asText()).isEqualTo("validation");
        assertThat(json(first + "summary.json").get("testAccuracy"))
                .isEqualTo(best.get("accuracies").get(0));
        assertThat(json(first + "config.json").at("/algorithm/optimizer/rate").asDouble())
                .isEqualTo(0.3);
        assertThat(session.path(first + "report.html")).exists();
        assertThat(session.path("grid/sweep.html")).content().contains("lr", "0.3", "chart-curves");

        again(grid, answer);
    }

    /** A run that was cut short is run again, the others are read. */
    private void again(String[] grid, Answer before) throws IOException {
        for (String late : List.of("summary.json", "checkpoints/round-00000003.checkpoint")) {
            Files.delete(session.path("grid/trial-002-seed-2/" + late));
        }
        Path other = session.path("grid/trial-001-seed-1/model.safetensors");
        FileTime written = Files.getLastModifiedTime(other);

        assertThat(sweep("grid", grid).err()).contains("holds this sweep already; give --resume");
        assertThat(sweep("grid", with(grid, "--resume")).out()).isEqualTo(before.out());
        assertThat(Files.getLastModifiedTime(other)).isEqualTo(written);
        assertThat(session.path("grid/trial-002-seed-2/summary.json")).exists();

        Answer others = sweep("grid", with(grid, "--resume", "-D", "clients=7"));
        assertThat(others.exit()).isEqualTo(2);
        assertThat(others.err())
                .contains("the folder holds a sweep of other settings: configuration.clients: expected 6, found 7");
    }

    @Test
    void aTrialThatIsGoingNowhereIsStoppedAndTheSavingsAreTold() throws IOException {
        Answer answer = sweep("early", "-g", "lr=0.3,0.0000001", "--stop-early", "-D", "rounds=12", "-D", "cohort=6");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out())
                .containsPattern("trial 2 of 2, seed 1, lr=0.0000001: stopped, predicted [\\d.]+ %")
                .containsPattern(" {3}- {5}2 {8}- {6}- stopped {6,8}\\d{1,2} {2}lr=0.0000001")
                .contains("1 of 2 trials stopped early, which saved ");
        JsonNode stopped = json("early/trial-002-seed-1/stopped.json");
        int round = stopped.get("round").asInt();
        assertThat(round).isBetween(5, 11);
        assertThat(stopped.get("probability").asDouble()).isBetween(0.99, 1.0);
        assertThat(Files.readAllLines(session.path("early/trial-002-seed-1/metrics.jsonl")))
                .hasSize(round);
        assertThat(json("early/sweep.json").get("roundsTrained").asInt()).isEqualTo(12 + round);
        assertThat(session.path("early/trial-002-seed-1/report.html")).exists();
    }

    @Test
    void aSweepCutBetweenARoundAndItsJudgementStopsAtTheSameRound() throws IOException {
        String[] early = {"-g", "lr=0.3,0.0000001", "--stop-early", "-D", "rounds=12", "-D", "cohort=6"};
        sweep("cut", early);
        JsonNode stopped = json("cut/trial-002-seed-1/stopped.json");
        JsonNode ranked = json("cut/sweep.json");
        Files.delete(session.path("cut/trial-002-seed-1/stopped.json"));

        assertThat(sweep("cut", with(early, "--resume")).exit()).isZero();

        assertThat(json("cut/trial-002-seed-1/stopped.json")).isEqualTo(stopped);
        assertThat(json("cut/sweep.json")).isEqualTo(ranked);
    }

    @Test
    void dataThatIsDamagedEndsItsTrialAloneAndNoSecretIsShown() throws IOException {
        Files.writeString(
                session.path("small.conf"),
                """
                rounds = 1
                clients = 2
                data {
                  type = idx-files, class-names = [no, yes]
                  train-images = "%1$s/whole", train-labels = "%1$s/labels"
                  test-images = "%1$s/whole", test-labels = "%1$s/labels"
                }
                learner { type = backprop, hidden = [2] }
                algorithm = fedavg
                """
                        .formatted(session.path("")));
        ByteBuffer images = ByteBuffer.allocate(16 + 20 * 4);
        images.putInt(0x0803).putInt(20).putInt(2).putInt(2);
        Files.write(session.path("whole"), images.array());
        Files.write(session.path("damaged"), Arrays.copyOf(images.array(), 16 + 7 * 4));
        ByteBuffer labels = ByteBuffer.allocate(8 + 20);
        labels.putInt(0x0801).putInt(20);
        for (int i = 0; i < 20; i++) {
            labels.put((byte) (i % 2));
        }
        Files.write(session.path("labels"), labels.array());
        String damaged = "train-images=\"" + session.path("damaged") + "\"";

        Answer answer = sweep(
                "files",
                "-g",
                damaged + ",\"" + session.path("whole") + "\"",
                "-g",
                "algorithm=fedavg,\"s3a://me:s3cretly@host/x\"");

        assertThat(answer.exit()).as(answer.err()).isZero();
        JsonNode rows = json("files/sweep.json").get("rows");
        assertThat(rows.get(0).get("trial").asInt()).isEqualTo(3);
        assertThat(rows.get(0).get("accuracies")).hasSize(1);
        assertThat(rows.get(1).get("failure").asText())
                .startsWith("truncated body: expected 20 records of 4 bytes")
                .endsWith("fetch or copy the file again");
        assertThat(rows.get(2).get("failure").asText()).contains("algorithm", "://***@host");
        assertThat(answer.out() + answer.err() + Files.readString(session.path("files/sweep.json")))
                .doesNotContain("s3cretly");
        assertThat(session.path("files/sweep.html")).content().doesNotContain("s3cretly");

        Answer none = sweep("none", "-g", damaged);
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err())
                .contains("no trial could be trained; the first: truncated body", "none/sweep.html")
                .hasLineCount(1);
    }

    @Test
    void whereAllTrialsFailForWhatIsNoMistakeOfTheUsersTheExitCodeSaysSo() {
        Answer answer = sweep("diverging", "-g", "lr=1e30", "-D", "rounds=1", "-D", "on-bad-client=fail");

        assertThat(answer.exit()).as(answer.err()).isEqualTo(1);
        assertThat(answer.err()).contains("no trial could be trained; the first: ", "sweep.html");
    }

    @Test
    void aTrialThatFailsEndsNoSweepAndTheTestSplitIsRankedOnOnlyWhereOneSaysSo() throws IOException {
        String[] axes = {"-g", "clients=6,100", "-g", "cohort=3,7", "-D", "rounds=1", "-D", "validation=0"};

        Answer refused = sweep("refused", axes);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("say --rank-on test");
        assertThat(session.path("refused")).doesNotExist();

        Answer answer = sweep("test", with(axes, "--rank-on=test"));
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "ranked by mean test accuracy, seed 1 (the test split: no fair result)",
                        "trial 2 of 4, seed 1, clients=6 cohort=7: failed: ",
                        "trial 2 failed: ")
                .containsPattern("cohort must be in\\s+\\[0, clients = 6\\]\\s+but\\s+was\\s+7")
                .containsPattern("trial 3 of 4, seed 1, clients=100 cohort=3: failed: clients must be at most");
        assertThat(json("test/sweep.json").get("rows").get(0).get("failure").isNull())
                .isTrue();
        assertThat(json("test/trial-001-seed-1/summary.json").get("measuredOn").asText())
                .isEqualTo("test");

        assertThat(sweep("none", "-g", "cohort=8,9").err()).contains("no trial can be run; the first: ");
        assertThat(sweep("unknown", "-g", "learning=1").err()).contains("-g learning: expected a setting");
    }

    private Answer sweep(String out, String... more) {
        return CommandLineSession.kindling(Stream.concat(
                        Stream.of(
                                "sweep",
                                session.conf(),
                                "-D",
                                "partitioner={type=dirichlet-by-class,alpha=1,minimum=1}",
                                "--master=local[2]",
                                "--out=" + session.path(out)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private JsonNode json(String file) throws IOException {
        return JSON.readTree(session.path(file).toFile());
    }
}
