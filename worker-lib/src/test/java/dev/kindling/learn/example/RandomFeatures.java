package dev.kindling.learn.example;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * Softmax regression on rectified random features, which never learn (Rahimi, Recht 2007, "Random features for large-scale kernel
 * machines", with ReLU).
 *
 * @param width random features
 */
public record RandomFeatures(int width) implements Learner {

    public RandomFeatures {
        UserMistake.requireRange(width >= 1, "width", "at least 1", width);
    }

    /** Where the layers' values lie in the model's flat array. */
    private record Layers(Dense features, Dense output) {

        static Layers add(Problem problem, int width, Layout.Builder layout) {
            return new Layers(
                    Dense.add(layout, "features", problem.input().size(), width),
                    Dense.add(layout, "output", width, problem.classes()));
        }

        /** Fills {@code hidden [rows, width]} and {@code scores [rows, classes]}. */
        void forward(float[] parameters, float[] inputs, int rows, float[] hidden, float[] scores) {
            features.forward(parameters, inputs, rows, hidden);
            for (int i = 0; i < rows * features.out(); i++) {
                hidden[i] = Math.max(0, hidden[i]);
            }
            output.forward(parameters, hidden, rows, scores);
        }
    }

    private Layers layers(Problem problem) {
        return Layers.add(problem, width, Layout.builder());
    }

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        Layers.add(problem, width, layout);
        return layout.build();
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        layers(problem)
                .features()
                .initialise(parameters, Math.sqrt(2.0 / problem.input().size()), random);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        Layers layers = layers(problem);
        int classes = problem.classes();
        float[] hidden = new float[Blas.lengthFor(batchCapacity, width)];
        float[] scores = new float[Blas.lengthFor(batchCapacity, classes)];
        float[] delta = new float[Blas.lengthFor(batchCapacity, classes)];
        float[] sums = new float[classes];
        return (parameters, batch, rateFactor, random) -> {
            layers.forward(parameters, batch.inputs(), batch.size(), hidden, scores);
            double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, classes, delta);
            rule.beginStep(rateFactor);
            layers.output().update(parameters, hidden, delta, batch.size(), rule, sums);
            return loss;
        };
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        Layers layers = layers(problem);
        float[] hidden = new float[Blas.lengthFor(batchCapacity, width)];
        return (parameters, batch, scores) -> layers.forward(parameters, batch.inputs(), batch.size(), hidden, scores);
    }
}
