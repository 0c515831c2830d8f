package dev.kindling.spark.ml;

import dev.kindling.learn.Learner;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.forwardforward.Goodness;
import dev.kindling.learn.forwardforward.Loss;
import dev.kindling.learn.forwardforward.Negatives;
import dev.kindling.learn.forwardforward.Prediction;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * Forward-forward learning (Hinton 2022, arXiv:2212.13345): every layer learns by itself to be lively where a row comes with its right label and quiet
 * where it comes with a wrong one. The label has places of its own before the features, so no feature gives way to it. Trained by virtual workers.
 */
public final class ForwardForwardClassifier extends TrainedClassifier<ForwardForwardClassifier> {

    private static final long serialVersionUID = 1;
    private static final ForwardForward DEFAULTS = ForwardForward.defaults();

    private final IntParam workers = VirtualWorkers.param(this);
    private final IntArrayParam hiddenLayers =
            new IntArrayParam(this, "hiddenLayers", "widths of the hidden layers, first to last (each >= 1)");
    private final Param<String> loss =
            choice("loss", "what a layer pays for a pair of a right and a wrong label", Loss.values());
    private final Param<String> goodness = choice("goodness", "sum or mean of squared activities", Goodness.values());
    private final DoubleParam threshold =
            new DoubleParam(this, "threshold", "goodness per unit of the loss logistic (> 0)", ParamValidators.gt(0));
    private final DoubleParam alpha =
            new DoubleParam(this, "alpha", "steepness of the losses symba and swish (> 0)", ParamValidators.gt(0));
    private final Param<String> negatives = choice("negatives", "where false examples come from", Negatives.values());
    private final Param<String> predictBy = choice("predictBy", "how a class is chosen", Prediction.values());
    private final DoubleParam labelScale =
            new DoubleParam(this, "labelScale", "the value in the place of the label (> 0)", ParamValidators.gt(0));

    public ForwardForwardClassifier() {
        this(Identifiable.randomUID("forwardForward"));
    }

    public ForwardForwardClassifier(String uid) {
        super(uid);
        setDefault(workers, VirtualWorkers.DEFAULT);
        setDefault(
                hiddenLayers,
                DEFAULTS.hidden().stream().mapToInt(Integer::intValue).toArray());
        setDefault(loss, named(DEFAULTS.loss()));
        setDefault(goodness, named(DEFAULTS.goodness()));
        setDefault(threshold, DEFAULTS.threshold());
        setDefault(alpha, DEFAULTS.alpha());
        setDefault(negatives, named(DEFAULTS.negatives()));
        setDefault(predictBy, named(DEFAULTS.prediction()));
        setDefault(labelScale, DEFAULTS.labelScale());
    }

    private Param<String> choice(String name, String doc, Enum<?>[] values) {
        List<String> names =
                Stream.of(values).map(ForwardForwardClassifier::named).toList();
        return new Param<>(this, name, doc + " (" + String.join(", ", names) + ")", ParamValidators.inArray(names));
    }

    private static String named(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private <C extends Enum<C>> C chosen(Class<C> type, Param<String> param) {
        return Enum.valueOf(type, getOrDefault(param).toUpperCase(Locale.ROOT));
    }

    public IntParam workers() {
        return workers;
    }

    public ForwardForwardClassifier setWorkers(int value) {
        set(workers, value);
        return this;
    }

    public int getWorkers() {
        return (Integer) getOrDefault(workers);
    }

    public IntArrayParam hiddenLayers() {
        return hiddenLayers;
    }

    public ForwardForwardClassifier setHiddenLayers(int... widths) {
        set(hiddenLayers, widths);
        return this;
    }

    public int[] getHiddenLayers() {
        return getOrDefault(hiddenLayers);
    }

    public Param<String> loss() {
        return loss;
    }

    public ForwardForwardClassifier setLoss(String value) {
        set(loss, value);
        return this;
    }

    public String getLoss() {
        return getOrDefault(loss);
    }

    public Param<String> goodness() {
        return goodness;
    }

    public ForwardForwardClassifier setGoodness(String value) {
        set(goodness, value);
        return this;
    }

    public String getGoodness() {
        return getOrDefault(goodness);
    }

    public DoubleParam threshold() {
        return threshold;
    }

    public ForwardForwardClassifier setThreshold(double value) {
        set(threshold, value);
        return this;
    }

    public double getThreshold() {
        return (Double) getOrDefault(threshold);
    }

    public DoubleParam alpha() {
        return alpha;
    }

    public ForwardForwardClassifier setAlpha(double value) {
        set(alpha, value);
        return this;
    }

    public double getAlpha() {
        return (Double) getOrDefault(alpha);
    }

    public Param<String> negatives() {
        return negatives;
    }

    public ForwardForwardClassifier setNegatives(String value) {
        set(negatives, value);
        return this;
    }

    public String getNegatives() {
        return getOrDefault(negatives);
    }

    public Param<String> predictBy() {
        return predictBy;
    }

    public ForwardForwardClassifier setPredictBy(String value) {
        set(predictBy, value);
        return this;
    }

    public String getPredictBy() {
        return getOrDefault(predictBy);
    }

    public DoubleParam labelScale() {
        return labelScale;
    }

    public ForwardForwardClassifier setLabelScale(double value) {
        set(labelScale, value);
        return this;
    }

    public double getLabelScale() {
        return (Double) getOrDefault(labelScale);
    }

    @Override
    Learner chosenLearner() {
        return new ForwardForward(
                Arrays.stream(getHiddenLayers()).boxed().toList(),
                chosen(Loss.class, loss),
                chosen(Goodness.class, goodness),
                getThreshold(),
                getAlpha(),
                DEFAULTS.normalisation(),
                chosen(Negatives.class, negatives),
                DEFAULTS.randomShare(),
                DEFAULTS.peerNormalisation(),
                chosen(Prediction.class, predictBy),
                getLabelScale());
    }

    @Override
    Shape shape(int width) {
        return Shape.flat(width);
    }

    @Override
    ClientSet clients(JavaSparkContext spark, Dataset<?> rows, Table table, int lead) {
        return RowClients.byContent(rows, table, lead, getWorkers(), getSeed());
    }

    @Override
    int cohort(int clients) {
        return clients;
    }

    public static MLReader<ForwardForwardClassifier> read() {
        return new DefaultParamsReader<>();
    }

    public static ForwardForwardClassifier load(String path) {
        return read().load(path);
    }
}
