package dev.kindling.spark.ml;

import dev.kindling.learn.Learner;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.network.Architecture;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * A network whose blocks learn each by a rule of its own, without a gradient through the whole. The rule, the network and any other learner of
 * Kindling's, or of the caller's, are given as records: {@code setRule(PredSim.defaults())}, {@code setLearner(NoPropDt.defaults())}. Trained by
 * virtual workers.
 */
public final class LocalLearningClassifier extends TrainedClassifier<LocalLearningClassifier> {

    private static final long serialVersionUID = 1;

    private final IntParam workers = VirtualWorkers.param(this);
    private final IntArrayParam imageShape = ImageShape.param(this);
    private final RecordParam<Architecture> network = new RecordParam<>(
            this, "network", "the blocks, e.g. DenseNetwork.defaults() or ConvNet.conv4()", Architecture.class);
    private final RecordParam<LocalLoss> rule = new RecordParam<>(
            this,
            "rule",
            "what each block descends, e.g. CrossEntropy.defaults(), PredSim.defaults(), new MonoForward()",
            LocalLoss.class);
    private final RecordParam<Learner> learner = new RecordParam<>(
            this, "learner", "a learner in place of network and rule, e.g. NoPropDt.defaults()", Learner.class);

    public LocalLearningClassifier() {
        this(Identifiable.randomUID("localLearning"));
    }

    public LocalLearningClassifier(String uid) {
        super(uid);
        setDefault(workers, VirtualWorkers.DEFAULT);
        setDefault(imageShape, new int[0]);
        setDefault(network, Tabular.network());
        setDefault(rule, CrossEntropy.defaults());
    }

    public IntParam workers() {
        return workers;
    }

    public LocalLearningClassifier setWorkers(int value) {
        set(workers, value);
        return this;
    }

    public int getWorkers() {
        return (Integer) getOrDefault(workers);
    }

    public IntArrayParam imageShape() {
        return imageShape;
    }

    public LocalLearningClassifier setImageShape(int channels, int height, int width) {
        set(imageShape, new int[] {channels, height, width});
        return this;
    }

    public int[] getImageShape() {
        return getOrDefault(imageShape);
    }

    public RecordParam<Architecture> network() {
        return network;
    }

    public LocalLearningClassifier setNetwork(Architecture value) {
        set(network, value);
        return this;
    }

    public Architecture getNetwork() {
        return getOrDefault(network);
    }

    public RecordParam<LocalLoss> rule() {
        return rule;
    }

    public LocalLearningClassifier setRule(LocalLoss value) {
        set(rule, value);
        return this;
    }

    public LocalLoss getRule() {
        return getOrDefault(rule);
    }

    public RecordParam<Learner> learner() {
        return learner;
    }

    public LocalLearningClassifier setLearner(Learner value) {
        set(learner, value);
        return this;
    }

    /** What is trained: the learner that was set, else the network under the rule. */
    public Learner getLearner() {
        return chosenLearner();
    }

    @Override
    Learner chosenLearner() {
        return isSet(learner)
                ? getOrDefault(learner)
                : new LocalLossLearner(getNetwork(), getRule(), Prediction.LAST_BLOCK);
    }

    @Override
    Shape shape(int width) {
        return ImageShape.of(getImageShape(), width);
    }

    @Override
    ClientSet clients(JavaSparkContext spark, Dataset<?> rows, Table table, int lead) {
        return RowClients.byContent(rows, table, lead, getWorkers(), getSeed());
    }

    @Override
    int cohort(int clients) {
        return clients;
    }

    public static MLReader<LocalLearningClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static LocalLearningClassifier load(String path) {
        return read().load(path);
    }
}
