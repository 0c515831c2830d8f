package dev.kindling.learn.hebbian;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.learn.closedform.ClosedFormLearner;
import dev.kindling.learn.closedform.Stage;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * An associative memory as a classifier: an input becomes N spins, 1 above the threshold and -1 else; the memory moves them some steps; the class whose
 * archetype overlaps most with where they end wins. What is learned are sums of spins, integers, exact whatever the order. A class without examples has
 * an archetype of zeros and scores 0.
 *
 * @param storage what is made of the sums
 * @param threshold of an input's values
 * @param steps of retrieval, 0 to compare the input itself
 * @param centred whether the mean of the archetypes is taken off them: without it classes that resemble each other retrieve what they share
 */
public record HebbianNetwork(Storage storage, double threshold, int steps, boolean centred)
        implements ClosedFormLearner {

    private static final String ARCHETYPES = "archetypes";

    public HebbianNetwork {
        UserMistake.requireRange(Double.isFinite(threshold), "threshold", "finite", threshold);
        UserMistake.requireRange(steps >= 0, "steps", "at least 0", steps);
        if (centred && storage instanceof Storage.PseudoInverse inverse && inverse.lambda() == 0) {
            throw UserMistake.of(
                    "storage.lambda",
                    "above 0",
                    inverse.lambda(),
                    "hebbian with centred archetypes, which add up to zero",
                    "give a small one, or take centred = false");
        }
    }

    /** The pseudo-inverse, one step. */
    public static HebbianNetwork defaults() {
        return new HebbianNetwork(new Storage.PseudoInverse(0.001), 0.5, 1, true);
    }

    @Override
    public Layout layout(Problem problem) {
        int size = problem.input().size();
        Layout.Builder layout = Layout.builder();
        layout.add(ARCHETYPES, problem.classes(), size);
        if (storage.wantsSecondMoments()) {
            layout.add("couplings", size, size);
        }
        return layout.build();
    }

    /** Zeros: what is learned is summed. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        Arrays.fill(parameters, 0);
    }

    @Override
    public int stages() {
        return 1;
    }

    @Override
    public Stage stage(Problem problem, int number, long seed) {
        return new Sums(problem);
    }

    private void spins(float[] inputs, int count, float[] spins) {
        for (int i = 0; i < count; i++) {
            spins[i] = inputs[i] > threshold ? 1 : -1;
        }
    }

    private final class Sums implements Stage {

        private final int classes;
        private final int size;

        Sums(Problem problem) {
            this.classes = problem.classes();
            this.size = problem.input().size();
        }

        @Override
        public List<MomentsFormat> formats() {
            SecondMoments second = storage.wantsSecondMoments() ? SecondMoments.SHARED : SecondMoments.NONE;
            return List.of(new MomentsFormat(classes, size, second, false, new Grid(0)));
        }

        @Override
        public Features open(int capacity) {
            float[] spins = new float[capacity * size];
            return (parameters, inputs, rows) -> {
                spins(inputs, rows * size, spins);
                return List.of(spins);
            };
        }

        /** There is nothing to be solved: the error is that of the archetypes as a guess of their examples' spins, an example and spin. */
        @Override
        public double solve(List<Moments> sums, float[] parameters) {
            Moments moments = sums.get(0).requireReadable();
            double[][] archetypes = Archetypes.of(moments);
            double unexplained = Archetypes.unexplained(moments, archetypes);
            if (centred) {
                Archetypes.centre(archetypes, moments);
            }
            for (int k = 0; k < classes; k++) {
                for (int i = 0; i < size; i++) {
                    parameters[k * size + i] = (float) archetypes[k][i];
                }
            }
            if (storage.wantsSecondMoments()) {
                Archetypes.couplings(moments, parameters, classes * size);
            }
            return unexplained;
        }
    }

    /** The memory is made anew only when it is asked with other parameters. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        int size = problem.input().size();
        int classes = problem.classes();
        float[] spins = new float[batchCapacity * size];
        double[] state = new double[size];
        double[] overlaps = new double[classes];
        Opened opened = new Opened(classes, size);
        return (parameters, batch, scores) -> {
            Memory memory = opened.of(parameters);
            spins(batch.inputs(), batch.size() * size, spins);
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < size; i++) {
                    state[i] = spins[row * size + i];
                }
                memory.retrieve(state, steps);
                Overlaps.of(opened.archetypes, state, overlaps);
                for (int k = 0; k < classes; k++) {
                    scores[row * classes + k] = (float) (overlaps[k] / size);
                }
            }
        };
    }

    private final class Opened {

        private final double[][] archetypes;
        private float[] made = new float[0];
        private Memory memory = (state, next) -> System.arraycopy(state, 0, next, 0, state.length);

        Opened(int classes, int size) {
            this.archetypes = new double[classes][size];
        }

        Memory of(float[] parameters) {
            if (!Arrays.equals(made, parameters)) {
                made = parameters.clone();
                int size = archetypes[0].length;
                int at = 0;
                for (double[] archetype : archetypes) {
                    for (int i = 0; i < size; i++) {
                        archetype[i] = made[at++];
                    }
                }
                double[] couplings = new double[made.length - at];
                for (int i = 0; i < couplings.length; i++) {
                    couplings[i] = made[at + i];
                }
                memory = storage.of(archetypes, couplings);
            }
            return memory;
        }
    }
}
