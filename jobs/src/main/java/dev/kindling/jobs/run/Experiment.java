package dev.kindling.jobs.run;

import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.evaluation.Measure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Learner;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.baseline.BaselineTask;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.ModelMeasure;
import dev.kindling.spark.training.Training;
import java.util.BitSet;
import org.apache.spark.api.java.JavaSparkContext;

/** A configuration brought to life: data read and dealt out, learner and algorithm put together. */
final class Experiment implements AutoCloseable {

    private final JavaSparkContext spark;
    private final RunConfig config;
    private final ClientSource.Census census;
    private final ClientSet clients;
    private final ClientSet test;
    private final Training training;

    Experiment(JavaSparkContext spark, RunConfig config, HadoopStorage storage) {
        this.spark = spark;
        this.config = config;
        ClientSource source = new ClientSource(spark, config.measuredData(), storage);
        census = source.census(Split.TRAIN);
        int examples = census.population().size();
        if (config.clients() > examples) {
            throw tooManyClients(config.clients(), examples);
        }
        PartitionPlan plan = config.partitioner().plan(census.population(), config.clients(), config.seed());
        clients = source.clients(Split.TRAIN, plan, config.clientPartitions());
        ClientSource.Census measured = source.census(Split.TEST);
        requireAlike("input shape", census.problem().input(), measured.problem().input());
        requireAlike("class names", census.classNames(), measured.classNames());
        if (config.measure() instanceof Measure.ClassAccuracy) {
            requireLearntClass(census.population(), measured.population());
        }
        test = Shards.of(source, Split.TEST, measured, spark.defaultParallelism());
        training = new Training(
                        spark,
                        config.learner(),
                        config.algorithm(),
                        config.merge(),
                        census.problem(),
                        clients,
                        measurement(config),
                        new RoundRules(
                                config.onBadClient(), config.minReports(), config.roundAttempts(), config.faults()))
                .under(config.schedule());
    }

    static UserMistake tooManyClients(int clients, int examples) {
        return new UserMistake("clients must be at most the number of training examples, " + examples + ", but was "
                + clients + "; lower clients");
    }

    private ModelMeasure measurement(RunConfig config) {
        if (config.measure() instanceof Measure.EpisodeAccuracy episodes) {
            return model -> episodes(model, episodes).accuracy();
        }
        Evaluation evaluation = new Evaluation(spark, config.learner(), census.problem());
        return model -> evaluation.run(test, model, 0).confusion().accuracy();
    }

    EpisodeEvaluation.Result episodes(Parameters model, Measure.EpisodeAccuracy settings) {
        EncodingLearner encoder = (EncodingLearner) config.learner();
        return new EpisodeEvaluation(spark, encoder, census.problem()).run(test, model, settings, config.seed());
    }

    private static void requireAlike(String what, Object train, Object test) {
        if (!train.equals(test)) {
            throw UserMistake.of(
                    what + " of the test split",
                    train + " as in the train split",
                    test,
                    "the data set",
                    "give splits of the same kind of data");
        }
    }

    /** A learner cannot be right about a class that it never sees: data sets divided by class want another measure. */
    private static void requireLearntClass(Population train, Population measured) {
        BitSet learnt = new BitSet();
        for (int i = 0; i < train.size(); i++) {
            learnt.set(train.label(i));
        }
        for (int i = 0; i < measured.size(); i++) {
            if (learnt.get(measured.label(i))) {
                return;
            }
        }
        throw UserMistake.of(
                "measure accuracy",
                "an example to measure on whose class is among those learnt",
                "none",
                "the data set",
                "set measure = episodes with a learner that makes an encoder, or divide the data by drawing");
    }

    void load(JavaSparkContext spark) {
        load(spark, "train", clients);
        load(spark, "test", test);
    }

    private static void load(JavaSparkContext spark, String split, ClientSet set) {
        JobLabel.during(spark.sc(), "load the " + split + " split", () -> {
            set.load();
            return set;
        });
    }

    ClientSource.Census census() {
        return census;
    }

    ClientSet clients() {
        return clients;
    }

    ClientSet test() {
        return test;
    }

    Training training() {
        return training;
    }

    BaselineTask baselineTask(JavaSparkContext spark, Learner learner) {
        return new BaselineTask(spark, learner, census.problem(), clients, test);
    }

    @Override
    public void close() {
        clients.close();
        test.close();
    }
}
