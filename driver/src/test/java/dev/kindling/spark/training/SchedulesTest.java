package dev.kindling.spark.training;

import static dev.kindling.learn.BlockSchedule.BLOCK_BY_BLOCK;
import static dev.kindling.learn.BlockSchedule.CONCURRENT;
import static dev.kindling.learn.BlockSchedule.TOGETHER;
import static dev.kindling.spark.training.BlobRounds.APART;
import static dev.kindling.spark.training.BlobRounds.BLOCKS;
import static dev.kindling.spark.training.BlobRounds.COHORT;
import static dev.kindling.spark.training.BlobRounds.METHOD;
import static dev.kindling.spark.training.BlobRounds.NOBODY;
import static dev.kindling.spark.training.BlobRounds.PROBLEM;
import static dev.kindling.spark.training.BlobRounds.STACKED;
import static dev.kindling.spark.training.BlobRounds.fresh;
import static dev.kindling.spark.training.BlobRounds.learner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Learner;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.spark.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten clients of blobs: the same blocks trained together, one after another, and side by side. */
class SchedulesTest {

    private static BlobRounds blobs;
    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
        blobs = new BlobRounds(spark);
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    private static float[] block(Parameters model, int block) {
        Layout layout = model.layout();
        return Arrays.copyOfRange(model.values(), layout.blockStart(block), layout.blockStart(block + 1));
    }

    @Test
    void theFirstBlockHasTheSameBitsTogetherAndBlockByBlock() {
        Parameters together = blobs.run(TOGETHER, STACKED, METHOD, 3);
        Parameters apart = blobs.run(BLOCK_BY_BLOCK, STACKED, METHOD, 3 * BLOCKS);
        assertThat(block(apart, 0)).isEqualTo(block(together, 0));
        // The second learns from a finished first one, not from one that learns.
        assertThat(block(apart, 1)).isNotEqualTo(block(together, 1));
    }

    @Test
    void independentBlocksHaveTheSameBitsTogetherAndSideBySide() {
        for (FederatedMethod method : List.of(METHOD, FedAvg.defaults(), FedSgd.defaults())) {
            assertThat(blobs.run(CONCURRENT, APART, method, 3)).isEqualTo(blobs.run(TOGETHER, APART, method, 3));
        }
        Sgd momentum = new Sgd(0.05, 0.9, 1e-4);
        FedAvg inertial = new FedAvg(2, 8, momentum, new Schedule.Linear(0.2), Weighting.BY_CLIENT, 0.9);
        assertThat(blobs.run(CONCURRENT, APART, inertial, 3)).isEqualTo(blobs.run(TOGETHER, APART, inertial, 3));
    }

    @ParameterizedTest
    @CsvSource({"BLOCK_BY_BLOCK, 7", "BLOCK_BY_BLOCK, 64", "CONCURRENT, 7", "CONCURRENT, 64"})
    void theModelHasTheSameBitsForAnyPartitioning(BlockSchedule schedule, int partitions) {
        Learner learner = learner(schedule);
        Parameters one = blobs.run(schedule, learner, METHOD, 1, BLOCKS, fresh(learner), NOBODY);
        assertThat(blobs.run(schedule, learner, METHOD, partitions, BLOCKS, fresh(learner), NOBODY))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK_BY_BLOCK", "CONCURRENT"})
    void aResumeAfterAnyRoundGivesTheSameBits(BlockSchedule schedule) {
        Learner learner = learner(schedule);
        List<RunState> states = new ArrayList<>();
        int rounds = 2 * BLOCKS;
        Parameters straight =
                blobs.run(schedule, learner, METHOD, 4, rounds, fresh(learner), (report, state) -> states.add(state));
        for (RunState state : states.subList(0, rounds - 1)) {
            assertThat(blobs.run(schedule, learner, METHOD, 2, rounds, state, NOBODY))
                    .isEqualTo(straight);
        }
    }

    @Test
    void onlyTheActiveBlockTravelsBlockByBlock() {
        List<RoundReport> reports = new ArrayList<>();
        List<RunState> states = new ArrayList<>();
        blobs.run(BLOCK_BY_BLOCK, STACKED, METHOD, 4, 2 * BLOCKS, fresh(STACKED), (report, state) -> {
            reports.add(report);
            states.add(state);
        });
        Layout layout = STACKED.layout(PROBLEM);
        for (int r = 0; r < reports.size(); r++) {
            int block = r / 2;
            int size = layout.blockStart(block + 1) - layout.blockStart(block);
            assertThat(reports.get(r).bytesDown()).isEqualTo(4L * size * COHORT);
            assertThat(reports.get(r).bytesUp()).isEqualTo(4L * size * COHORT);
            assertThat(reports.get(r).bytesMerged()).isEqualTo(8L * size * 2);
            Parameters before =
                    r == 0 ? fresh(STACKED).model() : states.get(r - 1).model();
            for (int b = 0; b < BLOCKS; b++) {
                boolean same =
                        Arrays.equals(block(before, b), block(states.get(r).model(), b));
                assertThat(same).isEqualTo(b != block);
            }
        }
        assertThat(reports.get(1).loss()).isLessThan(reports.get(0).loss());
        assertThat(reports.get(3).loss()).isLessThan(reports.get(2).loss());
    }

    @Test
    void sideBySideTravelsWhatTravelsTogether() {
        List<RoundReport> reports = new ArrayList<>();
        for (BlockSchedule schedule : List.of(TOGETHER, CONCURRENT)) {
            blobs.run(schedule, APART, METHOD, 4, 1, fresh(APART), (report, state) -> reports.add(report));
        }
        RoundReport together = reports.get(0);
        RoundReport apart = reports.get(1);
        assertThat(apart.bytesDown()).isEqualTo(together.bytesDown());
        assertThat(apart.bytesUp()).isEqualTo(together.bytesUp());
        assertThat(apart.bytesMerged()).isEqualTo(together.bytesMerged());
        assertThat(apart.cohort()).isEqualTo(COHORT);
        assertThat(apart.clients()).isEqualTo(COHORT);
        assertThat(apart.examples()).isEqualTo(together.examples());
        assertThat(apart.loss()).isCloseTo(together.loss(), org.assertj.core.data.Offset.offset(1e-3));
    }

    @Test
    void aScheduleThatDoesNotFitIsRefusedBeforeTheFirstRound() {
        assertThatThrownBy(() -> blobs.run(CONCURRENT, STACKED, METHOD, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("together or block-by-block");
        assertThatThrownBy(() -> blobs.run(BLOCK_BY_BLOCK, STACKED, METHOD, 4))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("set rounds = 6");
    }
}
