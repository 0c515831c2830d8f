package dev.kindling.spark.baseline;

import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.learn.Learner;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Three blobs dealt to four clients, for a baseline to train on. */
final class SmallTask {

    static final int EXAMPLES = 240;
    static final long SEED = 3;

    private SmallTask() {}

    /** What came of it. */
    record Outcome(RunState end, List<RoundReport> reports) {}

    static BaselineTask of(JavaSparkContext spark, Learner learner) {
        ClientSource source =
                new ClientSource(spark, new Blobs(EXAMPLES), new HadoopStorage(spark.hadoopConfiguration(), ""));
        ClientSource.Census census = source.census(Split.TRAIN);
        return new BaselineTask(
                spark,
                learner,
                census.problem(),
                clients(source, census, Split.TRAIN),
                clients(source, census, Split.TEST));
    }

    private static ClientSet clients(ClientSource source, ClientSource.Census census, Split split) {
        return source.clients(split, new Iid().plan(census.population(), 4, SEED), 4);
    }

    static Outcome train(Baseline baseline, BaselineTask task, int rounds) {
        baseline.requireTrains(task.learner());
        List<RoundReport> reports = new ArrayList<>();
        RunState start = Training.start(task.learner(), task.problem(), SEED);
        TrainingPlan plan = new TrainingPlan(SEED, rounds, 4, 2);
        return new Outcome(baseline.train(task, plan, start, (report, state) -> reports.add(report)), reports);
    }
}
