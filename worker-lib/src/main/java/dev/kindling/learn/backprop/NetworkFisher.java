package dev.kindling.learn.backprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.network.Pass;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/**
 * The Fisher diagonal of any layers: a way back through all of them for each example and label, classes times as much work as
 * the gradient. Running statistics are held, so that an example's gradient is its own.
 */
final class NetworkFisher implements FisherDiagonal {

    private final HeadedNetwork placed;
    private final Pass pass;
    private final float[] input;
    private final float[] probabilities;
    private final float[] logits;
    private final float[] logitDelta;
    private final float[] featureDelta;
    private final float[] columnSums;
    private final SquaredGradients squares;
    private final RandomStream random = RandomStream.of(0, "fisher");

    NetworkFisher(HeadedNetwork placed) {
        this.placed = placed;
        this.pass = placed.network().held().open(1);
        this.input = new float[Blas.lengthFor(1, placed.network().input().size())];
        this.probabilities = new float[placed.classes()];
        this.logits = new float[Blas.lengthFor(1, placed.classes())];
        this.logitDelta = new float[Blas.lengthFor(1, placed.classes())];
        this.featureDelta = new float[Blas.lengthFor(1, placed.features())];
        this.columnSums = new float[placed.classes()];
        this.squares = new SquaredGradients(placed.layout().size());
    }

    @Override
    public void add(float[] parameters, Batch batch, double[] sum) {
        squares.reset();
        int size = placed.network().input().size();
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(batch.inputs(), row * size, input, 0, size);
            example(parameters);
        }
        squares.addTo(sum);
    }

    private void example(float[] parameters) {
        Dense head = placed.head();
        float[] features = pass.train(parameters, input, 1, random);
        head.forward(parameters, features, 1, logits);
        SoftmaxCrossEntropy.softmaxRow(logits, 0, placed.classes(), probabilities);
        for (int label = 0; label < placed.classes(); label++) {
            // The root of p(label) times the gradient of -log p(label): its square is the label's share of the
            // expectation.
            float root = (float) Math.sqrt(probabilities[label]);
            for (int c = 0; c < placed.classes(); c++) {
                logitDelta[c] = root * (probabilities[c] - (c == label ? 1 : 0));
            }
            head.backward(parameters, logitDelta, 1, featureDelta);
            head.update(parameters, features, logitDelta, 1, squares, columnSums);
            pass.backward(parameters, input, featureDelta, 1, null, squares);
        }
    }
}
