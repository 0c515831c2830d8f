package dev.kindling.learn.forwardforward;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.nn.Dense;
import java.util.Objects;

/** {@link Prediction#SOFTMAX}: scores are the head's logits. */
final class SoftmaxClassifier implements Classifier {

    private final boolean labelFree;
    private final int width;
    private final InputRows inputs;
    private final HiddenLayer[] layers;
    private final SoftmaxHead head;

    SoftmaxClassifier(ForwardForward settings, Structure structure, int classes, int batchCapacity) {
        this.labelFree = settings.negatives() == Negatives.HYBRID;
        this.width = structure.hidden().get(0).in();
        this.inputs = new InputRows(settings, width, classes, batchCapacity);
        this.layers = structure.layers(settings, batchCapacity);
        Dense dense = Objects.requireNonNull(structure.head());
        this.head = new SoftmaxHead(dense, layers, batchCapacity);
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        for (int row = 0; row < batch.size(); row++) {
            if (labelFree) {
                inputs.plain(row, batch.inputs(), row * width);
            } else {
                inputs.neutral(row, batch.inputs(), row * width);
            }
        }
        float[] below = inputs.values();
        for (HiddenLayer layer : layers) {
            layer.forward(parameters, below, batch.size());
            below = layer.outputs();
        }
        head.forward(parameters, batch.size());
        System.arraycopy(head.logits(), 0, scores, 0, batch.size() * head.classes());
    }
}
