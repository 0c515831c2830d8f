package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Presence;
import dev.kindling.continual.Query;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.TestAnswers;
import dev.kindling.continual.Uncertainty;
import dev.kindling.data.DataSet;
import dev.kindling.data.Split;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.encode.Pixels;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.NearestClassMean;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a head learns where examples lie, what it answers, and what it is unsure about. */
class HeadFieldTest {

    private static final Glyphs GLYPHS = new Glyphs(6, 6, 60, 30, 1, 1);

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /** Nearest class means over pixels. */
    private static final class World implements AutoCloseable {

        private final Course course;
        private final ScenarioExamples examples;
        private final HeadField field;

        World(DataSet data, Scenario scenario, int holders, int partitions) {
            ClientSource source = new ClientSource(spark, data, new HadoopStorage(spark.hadoopConfiguration(), ""));
            ClientSource.Census census = source.census(Split.TRAIN);
            PartitionPlan clients = new Iid().plan(census.population(), 3, 3);
            PartitionPlan held = new Iid().plan(census.population(), holders, 4);
            PartitionPlan asked = new Iid().plan(source.census(Split.TEST).population(), 2, 1);
            course = new Course(scenario, census.population(), clients, 3, false);
            examples = new ScenarioExamples(
                    spark,
                    scenario,
                    held,
                    source.clients(Split.TRAIN, held, partitions),
                    source.clients(Split.TEST, asked, 2),
                    new Pixels(),
                    census.problem(),
                    3);
            field = new HeadField(spark, new NearestClassMean(), new Grid(14), course, examples, example -> true);
        }

        Moments learnAll() {
            Moments sums = field.base();
            for (int e = 0; e < course.outline().experiences(); e++) {
                sums.add(field.experience(e, sums, client -> true));
            }
            return sums;
        }

        @Override
        public void close() {
            examples.close();
        }
    }

    @Test
    void theMostUncertainImagesAreTheSameForAnyHoldersAndPartitions() {
        Reconnaissance asking = new Reconnaissance(2, 2, 5, false, 2, new Query.MostUncertain());
        try (World one = new World(GLYPHS, asking, 2, 1);
                World seven = new World(GLYPHS, asking, 9, 7);
                World again = new World(GLYPHS, asking, 5, 3)) {
            Moments sums = one.learnAll();
            assertThat(seven.learnAll().words()).isEqualTo(sums.words());
            ScenarioPlan plan = one.course.plan();
            assertThat(seven.course.plan()).isEqualTo(plan).isNotEqualTo(one.course.outline());
            again.course.repeat(one.course.taken());
            assertThat(again.course.plan()).isEqualTo(plan);
            assertThat(again.field.everything().words()).isEqualTo(sums.words());
        }
    }

    @Test
    void anImageIsTheMoreUncertainTheNearerItsTwoBestClassesAre() {
        ClassIncremental all =
                new ClassIncremental(1, 0, ClassSequence.BY_LABEL, ClientOrder.SAME, new Presence.Always(), 0, 0);
        try (World blobs = new World(new Blobs(60), all, 4, 3)) {
            Moments sums = blobs.learnAll();
            double[][] means = new double[3][8];
            IntStream.range(0, 3).forEach(label -> sums.mean(label, means[label]));
            int[] images = {3, 17, 40, 59};
            UnseenImages unseen = new UnseenImages(blobs.examples);
            Uncertainty uncertainty = blobs.field.asking(blobs.field.solve(sums), model -> unseen.ask(model, images));
            double[] scores = uncertainty.of(0, images);
            ClientSource source =
                    new ClientSource(spark, new Blobs(60), new HadoopStorage(spark.hadoopConfiguration(), ""));
            float[] row = new float[8];
            try (var whole = source.clients(Split.TRAIN, new PartitionPlan(new int[60], 1), 1)) {
                var stored = whole.rdd().collect().get(0).examples();
                for (int i = 0; i < images.length; i++) {
                    stored.features().copyRow(images[i], row, 0);
                    double[] squares = Arrays.stream(means)
                            .mapToDouble(mean -> IntStream.range(0, 8)
                                    .mapToDouble(d -> (row[d] - mean[d]) * (row[d] - mean[d]))
                                    .sum())
                            .sorted()
                            .toArray();
                    // Scores are minus half of the squared distance, up to what all classes share.
                    assertThat(scores[i] / (squares[0] - squares[1])).isBetween(0.49, 1.01);
                }
            }
            // In one unit for all images.
            assertThat(Arrays.stream(scores)).allMatch(score -> score <= 0);
        }
    }

    @Test
    void classesThatWereNeverLearntAreUnknownAndNotAskedForAnAnswer() {
        ClassIncremental three =
                new ClassIncremental(3, 0, ClassSequence.BY_LABEL, ClientOrder.SAME, new Presence.Always(), 0, 0);
        try (World glyphs = new World(GLYPHS, three, 4, 3)) {
            Moments sums = glyphs.field.base();
            sums.add(glyphs.field.experience(0, sums, client -> true));
            TestAnswers answers = glyphs.field.ask(0, sums);
            assertThat(answers.total(0, 1)).isEqualTo(30);
            assertThat(answers.total(0, 2)).isZero();
            assertThat(Arrays.stream(answers.openSet().known()).sum()).isEqualTo(60);
            assertThat(Arrays.stream(answers.openSet().unknown()).sum()).isEqualTo(120);
            assertThat(Arrays.stream(answers.calibration().counts()).sum()).isEqualTo(60);
        }
    }
}
