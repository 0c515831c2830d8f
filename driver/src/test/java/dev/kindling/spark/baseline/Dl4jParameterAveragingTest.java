package dev.kindling.spark.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.training.RoundReport;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Dl4jParameterAveragingTest {

    private static final Backprop NETWORK = new Backprop(List.of(6));

    @Test
    @Tag("slow")
    void itLearnsPassByPass() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]", Dl4jJar.REGISTRATOR)) {
            BaselineTask task = SmallTask.of(spark, NETWORK);
            SmallTask.Outcome outcome = SmallTask.train(new Dl4jParameterAveraging(8, 5, 0.2), task, 5);

            assertThat(task.accuracy(outcome.end().model())).isGreaterThan(0.9);
            assertThat(outcome.reports()).extracting(RoundReport::round).containsExactly(1, 2, 3, 4, 5);
            assertThat(outcome.reports())
                    .extracting(report -> report.accuracy() != null)
                    .containsExactly(false, true, false, true, true);
            assertThat(outcome.reports())
                    .allMatch(report -> report.examples() == SmallTask.EXAMPLES
                            && report.cohort() == 2
                            && report.bytesUp()
                                    == 3L * 2 * 4 * outcome.end().model().size());
        }
    }

    @Test
    void withoutTheJarOneLineSaysWhatToAdd() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThatThrownBy(() -> Dl4jParameterAveraging.defaults().requireTrains(NETWORK))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("trainer = dl4j-parameter-averaging needs Deeplearning4j")
                    .hasMessageContaining("--jars .../kindling-dl4j.jar");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Dl4jParameterAveraging(0, 5, 0.1))
                .hasMessage("batch must be at least 1 but was 0");
        assertThatThrownBy(() -> new Dl4jParameterAveraging(1, 0, 0.1))
                .hasMessage("averaging-frequency must be at least 1 but was 0");
        assertThatThrownBy(() -> new Dl4jParameterAveraging(1, 1, 0)).hasMessage("rate must be above 0 but was 0.0");
    }
}
