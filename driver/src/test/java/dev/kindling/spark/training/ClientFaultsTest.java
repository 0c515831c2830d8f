package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.fault.RunFailure;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.OnBadClient;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.fault.Attack;
import dev.kindling.federated.fault.Attackers;
import dev.kindling.federated.fault.Faults;
import dev.kindling.federated.fault.Stragglers;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that fail, on Spark: counted, repeated, and with the same bits wherever they run. */
class ClientFaultsTest {

    private static final int CLIENTS = 20;
    private static final int EXAMPLES = 20;
    private static final Backprop LEARNER = new Backprop(List.of(8));
    private static final TrainingPlan PLAN = new TrainingPlan(9, 6, 10, 6);
    private static final Stragglers IN_TIME = new Stragglers.NoDeadline();

    /** Everything at once: of clients with twenty examples, about one in six takes more than 0.33 simulated seconds. */
    private static final RoundRules ALL = new RoundRules(
            OnBadClient.SKIP,
            6,
            50,
            new Faults(0.15, new Stragglers.Deadline(0.33, 100, 0.5), new Attackers(0.2, new Attack.NotANumber())));

    private static JavaSparkContext spark;
    private static Problem problem;
    private static ClientSource source;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
        source = new ClientSource(spark, new Blobs(400), new HadoopStorage(spark.hadoopConfiguration(), ""));
        problem = source.census(Split.TRAIN).problem();
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @Test
    void faultyRunsHaveTheSameBitsAndCountsForAnyPartitioningAndWithFailingTasks() {
        Trained expected = train(LEARNER, 7, ALL, PLAN);
        assertThat(train(LEARNER, 1, ALL, PLAN)).isEqualTo(expected);
        assertThat(train(LEARNER, 64, ALL, PLAN)).isEqualTo(expected);
        FailuresTest.FAILURES.set(0);
        assertThat(train(new FailuresTest.FailsOnce(LEARNER), 7, ALL, PLAN)).isEqualTo(expected);
        assertThat(FailuresTest.FAILURES.get()).isGreaterThanOrEqualTo(PLAN.rounds());
        // Else the test would show nothing.
        RoundReport.Absent absent = expected.absent();
        assertThat(absent.droppedOut()).isPositive();
        assertThat(absent.pastDeadline()).isPositive();
        assertThat(absent.notFinite()).isPositive();
        assertThat(absent.repeats()).isPositive();
        assertThat(absent.discarded()).isPositive();
    }

    @Test
    void aStopAtHalfAndAResumeGiveTheSameBits() {
        List<RunState> states = new ArrayList<>();
        try (ClientSet all = clients(5);
                ClientSet test = clients(5)) {
            Training training = new Training(spark, LEARNER, FedAvg.defaults(), problem, all, test, ALL);
            RunState straight = training.run(
                    PLAN, Training.start(LEARNER, problem, PLAN.seed()), (report, state) -> states.add(state));
            Training again = new Training(spark, LEARNER, FedAvg.defaults(), problem, all, test, ALL);
            assertThat(again.run(PLAN, states.get(2), (report, state) -> {}).model())
                    .isEqualTo(straight.model());
        }
    }

    @Test
    void whoeverIsAskedIsCountedOnceAndBytesAreOfThoseThatSent() {
        long model = 4L * LEARNER.layout(problem).size();
        for (RoundReport report : train(LEARNER, 3, ALL, PLAN).reports()) {
            RoundReport.Absent absent = report.absent();
            assertThat(report.cohort()).isEqualTo(10 * (1 + absent.repeats()));
            assertThat(report.diverged()).isEqualTo(absent.notFinite() + absent.outOfRange() + absent.wrongShape());
            assertThat(report.clients()
                            + report.diverged()
                            + absent.droppedOut()
                            + absent.pastDeadline()
                            + absent.discarded())
                    .isEqualTo(report.cohort());
            assertThat(report.clients()).isGreaterThanOrEqualTo(6);
            assertThat(report.bytesDown()).isEqualTo(model * report.cohort());
            assertThat(report.bytesUp())
                    .isEqualTo(model * (report.cohort() - absent.droppedOut() - absent.pastDeadline()));
        }
    }

    @Test
    void clientsThatDropOutLeaveTheBitsOfARoundThatNeverAskedThem() {
        // The median client needs just as long as the deadline allows.
        Faults slow = new Faults(0, new Stragglers.Deadline(0.2, 100, 1), Attackers.none());
        int[] inTime = IntStream.range(0, CLIENTS)
                .filter(client -> slow.absence(9, 0, 0, client, EXAMPLES) == null)
                .toArray();
        assertThat(inTime).hasSizeBetween(3, 17);
        TrainingPlan one = new TrainingPlan(9, 1, CLIENTS, 1);
        Trained faulty = train(LEARNER, 4, new RoundRules(OnBadClient.FAIL, 0, 1, slow), one);
        assertThat(faulty.reports().get(0).clients()).isEqualTo(inTime.length);
        assertThat(faulty.reports().get(0).examples()).isEqualTo((long) EXAMPLES * inTime.length);
        assertThat(faulty.absent().pastDeadline()).isEqualTo(CLIENTS - inTime.length);
        assertThat(faulty.model()).isEqualTo(trainOnly(inTime, one));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCohortOfWhichNobodyReportsLeavesTheModelAsItIs(boolean dropout) {
        Faults faults = dropout
                ? new Faults(1, IN_TIME, Attackers.none())
                : new Faults(0, IN_TIME, new Attackers(1, new Attack.WrongShape()));
        Trained trained =
                train(LEARNER, 3, new RoundRules(OnBadClient.SKIP, 0, 3, faults), new TrainingPlan(9, 2, 10, 2));
        assertThat(trained.model())
                .isEqualTo(Training.start(LEARNER, problem, 9).model());
        assertThat(trained.reports()).allSatisfy(report -> {
            assertThat(report.clients()).isZero();
            assertThat(report.loss()).isNaN();
            assertThat(report.absent().droppedOut()).isEqualTo(dropout ? 10 : 0);
            assertThat(report.absent().wrongShape()).isEqualTo(dropout ? 0 : 10);
            assertThat(report.absent().repeats()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1 | 0 | 3 | found 0 at most in 3 attempts; the last: 10 dropped out",
                "0 | 9 | 0.5 | 4 | found \\d at most in 4 attempts; the last: REST",
                "0 | 9 | 0.5 | 1 | found \\d in 1 attempt; the last: REST",
            })
    void tooFewReportsEndTheRunAfterTheAttemptsAllowed(
            double dropout, int least, double attackers, int attempts, String found) {
        Faults faults = new Faults(dropout, IN_TIME, new Attackers(attackers, new Attack.NotANumber()));
        assertThatThrownBy(() -> train(LEARNER, 3, new RoundRules(OnBadClient.SKIP, least, attempts, faults), PLAN))
                .isInstanceOf(RunFailure.class)
                .hasMessageMatching(
                        "round 1: expected reports of at least " + least + " of 10 clients \\(min-reports\\), "
                                + found.replace("REST", "\\d not finite, \\d reported")
                                + "; lower min-reports, or raise cohort or round-attempts");
    }

    @Test
    void aBadClientEndsTheRunWhereThePolicySaysSo() {
        Faults faults = new Faults(0, IN_TIME, new Attackers(0.05, new Attack.Huge(1e30)));
        TrainingPlan everybody = new TrainingPlan(9, 2, CLIENTS, 2);
        assertThatThrownBy(() -> train(LEARNER, 3, new RoundRules(OnBadClient.FAIL, 0, 1, faults), everybody))
                .hasRootCauseInstanceOf(RunFailure.class)
                .rootCause()
                .hasMessageMatching("update of client \\d+ in round 1: expected changes below (256|512)\\.0, found "
                        + "[\\d.]+E\\d+ at \\S+\\[.*\\]; on-bad-client = skip leaves such clients out, also from a run that"
                        + " goes on with --resume");
        Trained skipped = train(LEARNER, 3, new RoundRules(OnBadClient.SKIP, 0, 1, faults), everybody);
        assertThat(skipped.absent().outOfRange()).isEqualTo(2);
    }

    @Test
    void repeatedRoundsAskOthersAndFirstAttemptsAskWhomTheyAlwaysAsked() {
        Trained lenient = train(LEARNER, 3, RoundRules.lenient(), PLAN);
        RoundRules strict = new RoundRules(OnBadClient.FAIL, 10, 3, Faults.none());
        assertThat(train(LEARNER, 3, strict, PLAN)).isEqualTo(lenient);
    }

    /** What must not depend on where a run ran: times do, and the number of tasks. */
    private record Trained(Parameters model, List<RoundReport> reports) {

        RoundReport.Absent absent() {
            return reports.stream().map(RoundReport::absent).reduce(RoundReport.Absent.NONE, RoundReport.Absent::plus);
        }
    }

    private static Trained train(Learner learner, int partitions, RoundRules rules, TrainingPlan plan) {
        try (ClientSet all = clients(partitions);
                ClientSet test = clients(partitions)) {
            return train(learner, all, test, rules, plan);
        }
    }

    private static Trained train(Learner learner, ClientSet all, ClientSet test, RoundRules rules, TrainingPlan plan) {
        List<RoundReport> reports = new ArrayList<>();
        Training training = new Training(spark, learner, FedAvg.defaults(), problem, all, test, rules);
        RunState end = training.run(
                plan, Training.start(learner, problem, plan.seed()), (report, state) -> reports.add(timeless(report)));
        return new Trained(end.model(), reports);
    }

    private static RoundReport timeless(RoundReport report) {
        return new RoundReport(
                report.round(),
                report.cohort(),
                report.clients(),
                report.diverged(),
                report.examples(),
                report.loss(),
                report.accuracy(),
                report.bytesDown(),
                report.bytesUp(),
                0,
                new RoundReport.Seconds(0, 0, 0, 0),
                0,
                report.absent());
    }

    /** One round of these clients alone, without Spark. */
    private static Parameters trainOnly(int[] chosen, TrainingPlan plan) {
        FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm = FedAvg.defaults().with(LEARNER, problem);
        Parameters global = Training.start(LEARNER, problem, plan.seed()).model();
        RoundContext context = new RoundContext(plan.seed(), 0, plan.rounds(), (long) EXAMPLES * chosen.length);
        SlicedMerge<UpdateSum, MeanUpdate> merge = algorithm.merge().open(global, context);
        UpdateSum sum = merge.zero();
        ClientTask<UpdateSum> task = algorithm.client().open(global, context);
        try (ClientSet all = clients(4)) {
            for (Client client : all.rdd().collect()) {
                if (Arrays.binarySearch(chosen, client.id()) >= 0) {
                    task.run(client, sum);
                }
            }
        }
        return algorithm.server().apply(global, merge.join(List.of(merge.finish(sum))), context);
    }

    private static ClientSet clients(int partitions) {
        return source.clients(
                Split.TRAIN, new Iid().plan(source.census(Split.TRAIN).population(), CLIENTS, 3), partitions);
    }
}
