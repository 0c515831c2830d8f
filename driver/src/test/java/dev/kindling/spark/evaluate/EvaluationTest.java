package dev.kindling.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.evaluation.Examination;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.Training;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {

    private static final int EXAMPLES = 900;
    private static final int HOLDERS = 12;
    private static final Backprop LEARNER = new Backprop(List.of(16));

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "7, 10", "64, 10", "7, 0", "7, 1", "7, 100000"})
    void everyPartitioningGivesTheSequentialScorecard(int partitions, int wrongLimit) {
        ClientSource source =
                new ClientSource(spark, new Blobs(EXAMPLES), new HadoopStorage(spark.hadoopConfiguration(), ""));
        Problem problem = source.census(Split.TEST).problem();
        // An untrained model: plenty to get wrong.
        Parameters model = Training.start(LEARNER, problem, 6).model();
        try (ClientSet holders = source.clients(Split.TEST, deal(), partitions)) {
            Scorecard card = new Evaluation(spark, LEARNER, problem).run(holders, model, wrongLimit);
            Scorecard expected = sequential(problem, model, holders.rdd().collect());
            assertThat(card.confusion().counts()).isEqualTo(expected.confusion().counts());
            assertThat(card.confusion().total()).isEqualTo(EXAMPLES);
            assertThat(card.spread().counts()).isEqualTo(expected.spread().counts());
            assertThat(card.spread().clients()).isEqualTo(HOLDERS);
            assertThat(card.spread().lowest()).isEqualTo(expected.spread().lowest());
            assertThat(card.spread().highest()).isEqualTo(expected.spread().highest());
            requireFirst(card.wrong(), expected.wrong(), wrongLimit);
        }
    }

    private static void requireFirst(List<WrongExample> found, List<WrongExample> all, int most) {
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(found).hasSize(Math.min(most, all.size()));
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).position()).isEqualTo(all.get(i).position());
            assertThat(found.get(i).predicted()).isEqualTo(all.get(i).predicted());
            assertThat(found.get(i).example()).isEqualTo(all.get(i).example());
        }
    }

    /** One holder after another, one example after another; all that is wrong, by holder and place. */
    private static Scorecard sequential(Problem problem, Parameters model, List<Client> holders) {
        List<Client> sorted = new ArrayList<>(holders);
        sorted.sort(Comparator.comparingInt(Client::id));
        Scorecard card = new Scorecard(problem.classes(), Integer.MAX_VALUE);
        // The batch of the evaluation: the bits of a product depend on its shape.
        Examination examination = new Examination(LEARNER, problem, model.values(), 500);
        for (Client holder : sorted) {
            examination.examine(holder, (long) holder.id() << 32, card);
        }
        return card;
    }

    private static PartitionPlan deal() {
        RandomStream random = RandomStream.of(3, "deal");
        int[] clientOf = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            clientOf[i] = i < HOLDERS ? i : random.nextInt(HOLDERS);
        }
        return new PartitionPlan(clientOf, HOLDERS);
    }
}
