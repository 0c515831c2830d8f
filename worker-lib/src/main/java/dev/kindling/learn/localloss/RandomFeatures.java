package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/**
 * Softmax cross-entropy of a linear classifier over a block that stays as it began; only what batch normalisation counts moves there. With {@link
 * Prediction#ALL_BLOCKS}, which sums the classifiers' probabilities, it is CaFo with cross-entropy heads (Zhao et al. 2023, arXiv:2303.09728).
 *
 * @param auxiliary what is between the block and the classifier; not one that follows the next block
 */
public record RandomFeatures(Auxiliary auxiliary) implements LocalLoss {

    public RandomFeatures {
        UserMistake.requireRange(!auxiliary.followsNextBlock(), "auxiliary", "another auxiliary than man", "man");
    }

    /** Means over 4x4 cells, as the ridge heads of {@code cafo}. */
    public static RandomFeatures defaults() {
        return new RandomFeatures(new Auxiliary.Pool(4));
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        return new Placed(LocalReadout.place(site, auxiliary.layers(site), layout, name));
    }

    record Placed(LocalReadout readout) implements PlacedLocalLoss {

        @Override
        public boolean movesBlock() {
            return false;
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            readout.initialise(parameters, random);
        }

        @Override
        public LocalLossPass open(int capacity) {
            return new Probabilities(
                    readout.open(capacity), readout.classifier().out());
        }
    }

    /** Sums of probabilities, not of logarithms: a block that is sure of a class cannot outvote all others. */
    private record Probabilities(LocalLossPass readout, int classes) implements LocalLossPass {

        @Override
        public double learn(
                float[] parameters,
                float[] outputs,
                Batch batch,
                float[] outputDeltas,
                UpdateRule rule,
                RandomStream random) {
            return readout.learn(parameters, outputs, batch, outputDeltas, rule, random);
        }

        @Override
        public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
            readout.scores(parameters, outputs, rows, scores);
            for (int row = 0; row < rows; row++) {
                SoftmaxCrossEntropy.softmaxRow(scores, row * classes, classes, scores);
            }
        }
    }
}
