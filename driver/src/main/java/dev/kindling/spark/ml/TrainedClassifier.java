package dev.kindling.spark.ml;

import dev.kindling.aggregation.Mean;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.OnBadClient;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.federated.fault.Faults;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.closedform.ClosedFormLearner;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import dev.kindling.tensor.Shape;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Dataset;

/**
 * Estimators that train in rounds of federated averaging: clients train side by side from the model of the round before, and the next model is the exact
 * weighted mean of theirs. A learner in closed form takes its reduces instead, and no notice of rounds, epochs, batches and optimiser.
 */
public abstract class TrainedClassifier<E extends TrainedClassifier<E>> extends KindlingClassifier<E> {

    private static final long serialVersionUID = 1;

    private final LongParam seed = new LongParam(this, "seed", "the only source of randomness");
    private final IntParam rounds =
            new IntParam(this, "rounds", "rounds of training and merging (>= 1)", ParamValidators.gtEq(1));
    private final IntParam localEpochs = new IntParam(
            this, "localEpochs", "passes over its rows that a client makes in a round (>= 1)", ParamValidators.gtEq(1));
    private final IntParam batchSize =
            new IntParam(this, "batchSize", "rows in a step of a client (>= 1)", ParamValidators.gtEq(1));
    private final RecordParam<Optimizer> optimizer = new RecordParam<>(
            this, "optimizer", "what a client makes of gradients, e.g. Adam.of(0.001) or Sgd.of(0.1)", Optimizer.class);

    TrainedClassifier(String uid) {
        super(uid);
        setDefault(seed, 1L);
        setDefault(rounds, 10);
        setDefault(localEpochs, 1);
        setDefault(batchSize, 32);
        setDefault(optimizer, Adam.of(0.001));
    }

    public LongParam seed() {
        return seed;
    }

    public E setSeed(long value) {
        set(seed, value);
        return self();
    }

    public long getSeed() {
        return (Long) getOrDefault(seed);
    }

    public IntParam rounds() {
        return rounds;
    }

    public E setRounds(int value) {
        set(rounds, value);
        return self();
    }

    public int getRounds() {
        return (Integer) getOrDefault(rounds);
    }

    public IntParam localEpochs() {
        return localEpochs;
    }

    public E setLocalEpochs(int value) {
        set(localEpochs, value);
        return self();
    }

    public int getLocalEpochs() {
        return (Integer) getOrDefault(localEpochs);
    }

    public IntParam batchSize() {
        return batchSize;
    }

    public E setBatchSize(int value) {
        set(batchSize, value);
        return self();
    }

    public int getBatchSize() {
        return (Integer) getOrDefault(batchSize);
    }

    public RecordParam<Optimizer> optimizer() {
        return optimizer;
    }

    public E setOptimizer(Optimizer value) {
        set(optimizer, value);
        return self();
    }

    public Optimizer getOptimizer() {
        return getOrDefault(optimizer);
    }

    /** What is trained. */
    abstract Learner chosenLearner();

    /** What a vector of so many values is. */
    abstract Shape shape(int width);

    /** Who trains on which rows; {@code lead} zeros stand before each row's features. */
    abstract ClientSet clients(JavaSparkContext spark, Dataset<?> rows, Table table, int lead);

    /** How many of so many clients train in a round. */
    abstract int cohort(int clients);

    @Override
    Scores learn(JavaSparkContext spark, Dataset<?> rows, Table table) {
        Learner learner = chosenLearner();
        if (learner instanceof EncodingLearner encoding) {
            encoding.requireClasses();
        }
        // No feature shall be written over.
        int lead = learner.labelSlots(table.classes());
        Shape input = lead == 0 ? shape(table.width()) : Shape.flat(lead + table.width());
        Problem problem = new Problem(input, table.classes());
        try (ClientSet clients = clients(spark, rows, table, lead)) {
            table.requireRows(clients.present());
            RunState end = train(spark, learner, problem, clients);
            return new NetworkScores(learner, problem, lead, end.model());
        }
    }

    private RunState train(JavaSparkContext spark, Learner learner, Problem problem, ClientSet clients) {
        boolean solved = learner instanceof ClosedFormLearner;
        int all = solved ? ((ClosedFormLearner) learner).stages() : getRounds();
        int cohort = solved ? clients.present() : cohort(clients.present());
        RoundRules rules = new RoundRules(OnBadClient.FAIL, 1, 1, Faults.none());
        TrainingPlan plan = new TrainingPlan(getSeed(), all, cohort, all);
        Training training = new Training(
                spark,
                learner,
                solved ? new ClosedForm() : averaging(),
                new Mean(),
                problem,
                clients,
                // What a model is worth, the caller measures with an evaluator of Spark ML.
                model -> Double.NaN,
                rules);
        return training.run(plan, Training.start(learner, problem, getSeed()), (report, state) -> {});
    }

    private RoundMethod averaging() {
        return new FedAvg(
                getLocalEpochs(), getBatchSize(), getOptimizer(), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
    }
}
