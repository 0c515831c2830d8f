package dev.kindling.learn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Predicate;

/** Gradients of learners against difference quotients of what their steps return. */
public final class Slopes {

    /** Where a kink lies within a step, it lies outside of a shorter one. */
    private static final float[] STEPS = {2e-3f, 1e-3f, 4e-4f, 2e-4f, 1e-4f, 2e-5f};

    private Slopes() {}

    /** A point at which nothing is special: fresh parameters and noise. */
    public static float[] point(Learner learner, Problem problem, long seed) {
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(seed, "point");
        learner.initialise(problem, parameters, random);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (0.1 * random.nextGaussian());
        }
        for (Layout.Tensor tensor : learner.layout(problem).tensors()) {
            if (tensor.name().endsWith("square")) {
                Arrays.fill(parameters, tensor.offset(), tensor.offset() + tensor.size(), 1.5f);
            }
        }
        return parameters;
    }

    /** Gaussian inputs of all classes in turn. */
    public static Batch batch(Problem problem, int rows, long seed) {
        int width = problem.input().size();
        RandomStream random = RandomStream.of(seed, "inputs");
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int[] labels = new int[rows];
        Arrays.setAll(labels, row -> row % problem.classes());
        return HandMade.batch(new Examples(new FloatFeatures(rows, width, values), labels));
    }

    /** The gradient that a step hands over at these parameters. */
    public static float[] gradient(Learner learner, Problem problem, float[] parameters, Batch batch) {
        GradientSum sum = new GradientSum(parameters.length);
        learner.trainer(problem, batch.size(), sum).step(parameters.clone(), batch, 1, RandomStream.of(1, "unused"));
        return sum.gradient();
    }

    /** Every third gradient by the chosen tensors is the slope of the mean of the losses that a step returns. */
    public static void require(Learner learner, Problem problem, Batch batch, Predicate<Layout.Tensor> chosen) {
        float[] parameters = point(learner, problem, 7);
        float[] gradient = gradient(learner, problem, parameters, batch);
        Trainer trainer = learner.trainer(problem, batch.size(), new GradientSum(parameters.length));
        int checked = 0;
        for (Layout.Tensor tensor : learner.layout(problem).tensors()) {
            for (int i = tensor.offset(); chosen.test(tensor) && i < tensor.offset() + tensor.size(); i += 3) {
                double[] quotients = quotients(trainer, parameters, i, batch);
                float found = gradient[i];
                assertThat(Arrays.stream(quotients))
                        .as("by " + tensor.name() + "[" + (i - tensor.offset()) + "] near " + found)
                        .anyMatch(quotient -> Math.abs(quotient - found) <= 2e-3 + 0.02 * Math.abs(found));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    private static double[] quotients(Trainer trainer, float[] parameters, int index, Batch batch) {
        double[] quotients = new double[STEPS.length];
        for (int s = 0; s < STEPS.length; s++) {
            float[] moved = parameters.clone();
            moved[index] = parameters[index] + STEPS[s];
            double above = trainer.step(moved.clone(), batch, 1, RandomStream.of(1, "unused"));
            moved[index] = parameters[index] - STEPS[s];
            double below = trainer.step(moved, batch, 1, RandomStream.of(1, "unused"));
            quotients[s] = (above - below) / (2.0 * STEPS[s] * batch.size());
        }
        return quotients;
    }

    /** Bytes that a step leaves behind once warm. */
    public static long allocated(Trainer trainer, float[] parameters, Batch batch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RandomStream random = RandomStream.of(4, "allocation");
        int steps = 100;
        for (int step = 0; step < steps; step++) {
            trainer.step(parameters, batch, 1, random);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < steps; step++) {
            trainer.step(parameters, batch, 1, random);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / steps;
    }
}
