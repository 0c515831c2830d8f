package dev.kindling.learn.forwardforward;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;

/** Small examples and settings that the tests of this package share. */
final class Toy {

    private Toy() {}

    static ForwardForward settings(List<Integer> hidden, Loss loss, Goodness goodness, Normalisation normalisation) {
        return new ForwardForward(
                hidden, loss, goodness, 0.7, 3, normalisation, Negatives.RANDOM, 0.5, 0, Prediction.GOODNESS, 1);
    }

    static ForwardForward with(ForwardForward s, Negatives negatives, Prediction prediction, double peers) {
        return new ForwardForward(
                s.hidden(),
                s.loss(),
                s.goodness(),
                s.threshold(),
                s.alpha(),
                s.normalisation(),
                negatives,
                s.randomShare(),
                peers,
                prediction,
                s.labelScale());
    }

    /** Each class has a random 0/1 pattern; an example is its class's pattern with a fifth of the bits redrawn. */
    static Examples patterns(Shape shape, int classes, int examples, RandomStream random) {
        int width = shape.size();
        RandomStream patterns = RandomStream.of(5, "patterns");
        float[] prototypes = new float[classes * width];
        for (int i = 0; i < prototypes.length; i++) {
            prototypes[i] = patterns.nextInt(2);
        }
        float[] values = new float[examples * width];
        int[] labels = new int[examples];
        for (int row = 0; row < examples; row++) {
            labels[row] = random.nextInt(classes);
            for (int i = 0; i < width; i++) {
                values[row * width + i] =
                        random.nextFloat() < 0.2f ? random.nextInt(2) : prototypes[labels[row] * width + i];
            }
        }
        return new Examples(new FloatFeatures(examples, width, values), labels);
    }

    static Batch batch(Examples examples) {
        Batch batch = new Batch(examples.size(), examples.features().width());
        batch.fill(examples, 0, examples.size());
        return batch;
    }

    /** Fresh parameters, with biases that are not zero. */
    static float[] parameters(ForwardForward learner, Problem problem, long seed) {
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(seed, "toy");
        learner.initialise(problem, parameters, random);
        learner.layout(problem).tensors().stream()
                .filter(tensor -> tensor.name().endsWith("bias"))
                .forEach(tensor -> {
                    for (int i = 0; i < tensor.size(); i++) {
                        parameters[tensor.offset() + i] = 0.3f * (float) random.nextGaussian();
                    }
                });
        return parameters;
    }

    static double accuracy(Classifier classifier, float[] parameters, Batch batch, int classes) {
        float[] scores = new float[batch.size() * classes];
        classifier.scores(parameters, batch, scores);
        int right = 0;
        for (int row = 0; row < batch.size(); row++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = scores[row * classes + c] > scores[row * classes + best] ? c : best;
            }
            right += best == batch.label(row) ? 1 : 0;
        }
        return (double) right / batch.size();
    }
}
