package dev.kindling.learn.forwardforward;

import dev.kindling.encode.RowEncoder;

/** The normalised activities of some hidden layers of one input, side by side. */
final class ActivityEmbedding implements RowEncoder.Row {

    private final float[] parameters;
    private final boolean labelFree;
    private final InputRows input;
    private final HiddenLayer[] layers;
    private final int from;
    private final float[] embedding;

    /** Of the layers {@code [from, to)}. */
    ActivityEmbedding(ForwardForward settings, Structure structure, int classes, float[] parameters, int from, int to) {
        this.parameters = parameters;
        this.labelFree = settings.negatives() == Negatives.HYBRID;
        this.input = new InputRows(settings, structure.hidden().get(0).in(), classes, 1);
        this.layers = java.util.Arrays.copyOf(structure.layers(settings, 1), to);
        this.from = from;
        int width = 0;
        for (int l = from; l < to; l++) {
            width += layers[l].width();
        }
        this.embedding = new float[width];
    }

    @Override
    public float[] embed(float[] image) {
        if (labelFree) {
            input.plain(0, image, 0);
        } else {
            input.neutral(0, image, 0);
        }
        float[] below = input.values();
        int at = 0;
        for (int l = 0; l < layers.length; l++) {
            layers[l].forward(parameters, below, 1);
            below = layers[l].outputs();
            if (l >= from) {
                System.arraycopy(below, 0, embedding, at, layers[l].width());
                at += layers[l].width();
            }
        }
        return embedding;
    }
}
