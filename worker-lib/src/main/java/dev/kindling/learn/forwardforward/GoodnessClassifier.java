package dev.kindling.learn.forwardforward;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * {@link Prediction#GOODNESS}. The first layer's product is computed once an image, with empty label slots: with s the
 * label scale, W_c the label's row of weights and k the normalising factor of an image with a label in it, the same for all
 * labels, label c's pre-activation is k (x W + s W_c) + b. The layers above run once a label.
 */
final class GoodnessClassifier implements Classifier {

    private final Normalisation normalisation;
    private final float labelScale;
    private final int classes;
    private final Dense first;
    private final HiddenLayer[] layers;
    private final float[] images;
    private final float[] products;
    private final float[] factors;
    private final int firstRead;

    /** Reads the goodness of the layers {@code firstRead} to {@code last}; those behind are not run. */
    GoodnessClassifier(
            ForwardForward settings, Structure structure, int classes, int batchCapacity, int firstRead, int last) {
        this.firstRead = firstRead;
        this.normalisation = settings.normalisation();
        this.labelScale = (float) settings.labelScale();
        this.classes = classes;
        this.first = structure.hidden().get(0);
        this.layers = Arrays.copyOf(structure.layers(settings, batchCapacity), last + 1);
        this.images = new float[Blas.lengthFor(batchCapacity, first.in())];
        this.products = new float[Math.multiplyExact(batchCapacity, first.out())];
        this.factors = new float[batchCapacity];
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        multiplyImages(parameters, batch);
        for (int label = 0; label < classes; label++) {
            for (int row = 0; row < rows; row++) {
                addLabel(parameters, row, label);
            }
            HiddenLayer below = layers[0];
            for (int i = 1; i < layers.length; i++) {
                layers[i].forward(parameters, below.outputs(), rows);
                below = layers[i];
            }
            for (int row = 0; row < rows; row++) {
                scores[row * classes + label] = (float) goodness(row);
            }
        }
    }

    private void multiplyImages(float[] parameters, Batch batch) {
        int width = first.in();
        System.arraycopy(batch.inputs(), 0, images, 0, batch.size() * width);
        for (int row = 0; row < batch.size(); row++) {
            Arrays.fill(images, row * width, row * width + classes, 0);
            double squares = Rows.squares(images, row * width, width) + (double) labelScale * labelScale;
            factors[row] = (float) normalisation.factor(squares, width);
        }
        Blas.multiply(batch.size(), first.out(), width, 1, images, 0, parameters, first.weightOffset(), 0, products, 0);
    }

    private void addLabel(float[] parameters, int row, int label) {
        int width = first.out();
        int start = row * width;
        int weights = first.weightOffset() + label * width;
        int biases = first.biasOffset();
        float factor = factors[row];
        float[] activities = layers[0].activities();
        for (int j = 0; j < width; j++) {
            float product = products[start + j] + labelScale * parameters[weights + j];
            activities[start + j] = factor * product + parameters[biases + j];
        }
        layers[0].activate(row);
    }

    private double goodness(int row) {
        double sum = 0;
        for (int i = firstRead; i < layers.length; i++) {
            sum += layers[i].goodness(row);
        }
        return sum;
    }
}
