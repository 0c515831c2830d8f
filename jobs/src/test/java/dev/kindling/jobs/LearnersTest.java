package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnersTest {

    @Test
    void rulesAreComparedInATableAPageAndAFileAndWhatWasTrainedIsNotTrainedAgain(@TempDir Path folder)
            throws IOException {
        Answer answer = compared(folder, "1");
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out().lines())
                .anyMatch(line -> line.equals("glyphs, centralised"))
                .anyMatch(line -> line.matches("dense-backprop +\\d+\\.\\d\\d +\\d+\\.\\d\\d +[\\d,]+ +\\d+ % .*"))
                // It takes five rounds; the others are compared all the same.
                .anyMatch(line -> line.matches("dense-perforated +.*: rounds: expected at least 5.*"))
                .anyMatch(line -> line.matches("hebbian +\\d+\\.\\d\\d +0\\.00 +[\\d,]+ +- .*"));

        JsonNode figures =
                new ObjectMapper().readTree(folder.resolve("learners.json").toFile());
        assertThat(figures.get("epochs").asInt()).isEqualTo(1);
        assertThat(figures.get("share").asDouble()).isEqualTo(0.5);
        JsonNode rows = figures.get("rows");
        JsonNode backprop = rows.get(0);
        assertThat(backprop.get("accuracies")).hasSize(2);
        assertThat(backprop.get("accuracies").get(0).asDouble()).isGreaterThan(0.5);
        assertThat(backprop.get("peakShare").asDouble()).isBetween(0.0001, 1.0);
        // More than the model and the examples, less than the heap that the tests have.
        assertThat(backprop.get("peakHeap").asDouble()).isBetween(4e6, 2e9);
        assertThat(rows.get(2).get("peakShare").isNull()).isTrue();
        assertThat(folder.resolve("learners.html"))
                .content()
                .contains("dense-backprop", "glyphs, centralised", "50.00 % of the training examples");

        Path model = folder.resolve("glyphs-centralised-dense-backprop-s1/model.safetensors");
        FileTime before = Files.getLastModifiedTime(model);
        // As if it had been killed between the model and the peak, which is measured again.
        Files.delete(folder.resolve("glyphs-centralised-dense-backprop-s1/sgemm-gigaflops.txt"));
        assertThat(withoutPeak(compared(folder, "1"))).isEqualTo(withoutPeak(answer));
        assertThat(Files.getLastModifiedTime(model)).isEqualTo(before);

        Answer others = compared(folder, "2");
        assertThat(others.exit()).isEqualTo(2);
        assertThat(others.err()).contains("run of other settings: rounds: expected 1, found 2, in ");
    }

    @Test
    void whereNoRuleCanBeTrainedTheReasonIsTold(@TempDir Path folder) throws IOException {
        Path taken = Files.createDirectory(folder.resolve("glyphs-centralised-hebbian-s1"));
        Files.writeString(taken.resolve("notes.txt"), "somebody's");
        Answer answer = CommandLineSession.kindling(
                "bench", "learners", "--data=glyphs", "--learners=hebbian", "--master=local[1]", "--out=" + folder);
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .contains("kindling: no rule could be trained; the first: the run folder ")
                .contains("glyphs-centralised-hebbian-s1 exists and is not empty");
        assertThat(taken).isDirectoryContaining("glob:**/notes.txt");
    }

    /** A rule that is stopped in the middle has not failed. */
    @Test
    void stoppedItSaysHowToGoOnAndHasNoRowOfIt(@TempDir Path folder) throws Exception {
        Path begun = folder.resolve("glyphs-centralised-dense-backprop-s1/metrics.jsonl");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stopSparkOnceThereIs(begun));
        Answer answer = compared(folder, "100000");
        stop.get();
        assertThat(answer.exit()).isEqualTo(1);
        // Spark's threads may have something to tell here, where it is not the process that ends.
        assertThat(answer.err())
                .contains("kindling: stopped before its end; the same command goes on from where it was");
        assertThat(answer.out()).doesNotContain("dense-backprop");
        assertThat(folder.resolve("learners.json")).doesNotExist();
    }

    private static void stopSparkOnceThereIs(Path file) {
        try {
            for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                    !Files.exists(file) && System.nanoTime() < end; ) {
                Thread.sleep(20);
            }
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
        SparkContext.getOrCreate().stop();
    }

    private static String withoutPeak(Answer answer) {
        return answer.out().replaceAll(" +\\d+ %", "");
    }

    private static Answer compared(Path folder, String epochs) {
        return CommandLineSession.kindling(
                "bench",
                "learners",
                "--data=glyphs",
                "--learners=dense-backprop,dense-perforated,hebbian",
                "--share=0.5",
                "--epochs=" + epochs,
                "--seeds=2",
                "--master=local[2]",
                "--out=" + folder);
    }

    @Test
    void anUnknownRuleIsRefusedWithTheKnownOnes() {
        Answer answer = CommandLineSession.kindling("bench", "learners", "--learners=dense-backdrop");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .hasLineCount(1)
                .startsWith("kindling: --learners: expected some of [dense-backprop, ")
                .contains("dense-backdrop");
    }
}
