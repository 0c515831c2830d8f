package dev.kindling.spark.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.nn.Activation;
import dev.kindling.spark.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class SparkMlpTest {

    private static final Backprop NETWORK = new Backprop(List.of(6), Activation.SIGMOID);

    @Test
    void itLearnsAndItsLossFallsWithEveryReportedIteration() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            BaselineTask task = SmallTask.of(spark, NETWORK);
            SmallTask.Outcome outcome = SmallTask.train(SparkMlp.defaults(), task, 30);

            assertThat(task.accuracy(outcome.end().model())).isGreaterThan(0.9);
            assertThat(outcome.reports()).hasSize(outcome.end().round()).hasSizeBetween(5, 30);
            assertThat(outcome.reports())
                    .allMatch(report -> report.examples() == SmallTask.EXAMPLES
                            && report.seconds().train() > 0)
                    .extracting(report -> report.accuracy() != null)
                    .endsWith(true)
                    .containsOnlyOnce(true);
            assertThat(outcome.reports().get(4).loss())
                    .isLessThan(outcome.reports().get(0).loss());
        }
    }

    @Test
    void onlySigmoidNetworksAreTrained() {
        assertThatThrownBy(() -> SparkMlp.defaults().requireTrains(Backprop.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("learner.activation of trainer = spark-mlp: expected sigmoid");
        assertThatThrownBy(() -> SparkMlp.defaults().requireTrains(ForwardForward.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("expected type = backprop, found ForwardForward");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SparkMlp(0, 0.1)).hasMessage("block must be at least 1 but was 0");
        assertThatThrownBy(() -> new SparkMlp(1, 1)).hasMessage("tolerance must be in [0, 1) but was 1.0");
    }
}
