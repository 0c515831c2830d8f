package dev.kindling.learn.forwardforward;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.RowEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.HiddenLayers;
import dev.kindling.learn.LayerwiseLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forward-forward learning (Hinton 2022, arXiv:2212.13345) of fully connected layers. The first features of an input give
 * way to its label; a layer z = max(x W + b, 0) shall have a large goodness G(z) (sum or mean of z²) where the label is
 * right and a small one where it is wrong. Each layer's input is normalised, so that it cannot read off the goodness of the
 * layer below; no gradient ever passes from layer to layer. All layers learn in the same step, positives and negatives
 * stacked in one matrix {@code [2 batch, width]}.
 *
 * <p>Products and activities are float32; goodness is summed in float32 and joined in double; losses are double. Gradients
 * are those of the mean over the pairs of a batch; the loss a step returns is the sum over layers and pairs, and over
 * examples of the head's cross-entropy where there is a head.
 *
 * @param hidden widths of the hidden layers, first to last
 * @param loss what a layer pays for a pair
 * @param goodness sum or mean of squares
 * @param threshold the goodness per unit that {@link Loss#LOGISTIC} tells positives from negatives by
 * @param alpha the steepness of {@link Loss#SYMBA} (4 in its paper) and {@link Loss#SWISH} (6)
 * @param normalisation what length each layer's input is brought to
 * @param negatives where false examples come from
 * @param randomShare how many of the hard negatives are drawn as random ones; with none, a wrong label that the head never
 *     takes for likely is never told apart, and its goodness drifts up unseen
 * @param peerNormalisation weight of the penalty on units more or less active than their peers (0.03 in Löwe's code), 0 for
 *     none; the running means, momentum 0.9 and begun at 0.5, are a tensor of the layer's block
 * @param prediction how a class is chosen
 * @param labelScale the value in the slot of the label, before normalisation; 1 to 3 suits inputs of 0..1
 */
public record ForwardForward(
        List<Integer> hidden,
        Loss loss,
        Goodness goodness,
        double threshold,
        double alpha,
        Normalisation normalisation,
        Negatives negatives,
        double randomShare,
        double peerNormalisation,
        Prediction prediction,
        double labelScale)
        implements HiddenLayers, LayerwiseLearner {

    public ForwardForward {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(width -> width >= 1),
                "hidden",
                "one width >= 1 or more",
                hidden);
        requirePositive("threshold", threshold);
        requirePositive("alpha", alpha);
        UserMistake.requireRange(randomShare >= 0 && randomShare <= 1, "random-share", "in [0, 1]", randomShare);
        UserMistake.requireRange(
                peerNormalisation >= 0 && peerNormalisation < Double.POSITIVE_INFINITY,
                "peer-normalisation",
                "in [0, infinity)",
                peerNormalisation);
        UserMistake.requireRange(
                prediction == Prediction.SOFTMAX || negatives != Negatives.HYBRID,
                "prediction",
                "softmax where negatives are hybrid, for these teach no labels,",
                "goodness");
        requirePositive("label-scale", labelScale);
    }

    private static void requirePositive(String key, double value) {
        UserMistake.requireRange(value > 0 && value < Double.POSITIVE_INFINITY, key, "in (0, infinity)", value);
    }

    /** Two layers of 500, swish loss of the mean goodness with alpha 6, random wrong labels, prediction by goodness. */
    public static ForwardForward defaults() {
        return new ForwardForward(
                List.of(500, 500),
                Loss.SWISH,
                Goodness.MEAN,
                2,
                6,
                Normalisation.RMS,
                Negatives.RANDOM,
                0.5,
                0,
                Prediction.GOODNESS,
                1);
    }

    boolean hasHead() {
        return prediction == Prediction.SOFTMAX || negatives == Negatives.HARD;
    }

    /** The same rule with other hidden layers. */
    public ForwardForward withHidden(List<Integer> widths) {
        return new ForwardForward(
                widths,
                loss,
                goodness,
                threshold,
                alpha,
                normalisation,
                negatives,
                randomShare,
                peerNormalisation,
                prediction,
                labelScale);
    }

    /** One block a hidden layer; the softmax head, where negatives or prediction need one, is the last block. */
    @Override
    public Layout layout(Problem problem) {
        return structure(problem).layout();
    }

    /** Weights normal with variance 1 / fan-in, biases 0, the head 0, peer means 0.5. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        Structure structure = structure(problem);
        Arrays.fill(parameters, 0);
        for (int i = 0; i < structure.hidden().size(); i++) {
            Dense dense = structure.hidden().get(i);
            dense.initialise(parameters, 1 / Math.sqrt(dense.in()), random);
            if (!structure.peers().isEmpty()) {
                int from = structure.peers().get(i);
                Arrays.fill(parameters, from, from + dense.out(), PeerNormalisation.START);
            }
        }
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new PairTrainer(this, structure(problem), problem, batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return prediction == Prediction.GOODNESS
                ? goodness(problem, batchCapacity, Structure.firstRead(hidden.size()), hidden.size() - 1)
                : new SoftmaxClassifier(this, structure(problem), problem.classes(), batchCapacity);
    }

    @Override
    public List<String> predictors(Problem problem) {
        return IntStream.rangeClosed(1, hidden.size())
                .mapToObj(layer -> "layer " + layer)
                .toList();
    }

    /** By a layer's goodness, whatever predicts otherwise. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity, int predictor) {
        return goodness(problem, batchCapacity, predictor, predictor);
    }

    private Classifier goodness(Problem problem, int batchCapacity, int first, int last) {
        return new GoodnessClassifier(this, structure(problem), problem.classes(), batchCapacity, first, last);
    }

    @Override
    public List<String> hiddenLayers() {
        return IntStream.range(0, hidden.size()).mapToObj(l -> "hidden." + l).toList();
    }

    /**
     * Normalised activities under a neutral label, as {@link Prediction#SOFTMAX} reads them: of one layer; by default of all layers but the
     * first side by side, or of the only one.
     */
    @Override
    public Encoder encoder(Problem problem, Parameters parameters, String layer) {
        int from = layer.isBlank() ? Structure.firstRead(hidden.size()) : hiddenLayer(layer);
        int to = layer.isBlank() ? hidden.size() : from + 1;
        float[] model = parameters.values();
        return new RowEncoder(
                problem.input(),
                hidden.subList(from, to).stream().mapToInt(Integer::intValue).sum(),
                () -> new ActivityEmbedding(this, structure(problem), problem.classes(), model, from, to));
    }

    /** One a class; hybrid negatives need no label. */
    @Override
    public int labelSlots(int classes) {
        return negatives == Negatives.HYBRID ? 0 : classes;
    }

    private Structure structure(Problem problem) {
        if (problem.input().size() < labelSlots(problem.classes())) {
            throw UserMistake.of(
                    "input",
                    "at least one feature a class, " + problem.classes() + ", to lay the label over",
                    problem.input().size(),
                    "forward-forward",
                    "add constant features or use hybrid negatives");
        }
        return Structure.of(this, problem);
    }
}
