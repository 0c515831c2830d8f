package dev.kindling.learn.bidirectional;

import dev.kindling.learn.Problem;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights that both directions use, and each direction's biases, with their places in a model.
 *
 * @param layers W_1 .. W_L with the classifier's biases, at l - 1
 * @param drawingBiases offsets of c_0 .. c_(L-1), of the generator
 */
record SharedLayers(List<Dense> layers, List<Integer> drawingBiases, Layout layout) {

    private static final double DEVIATION = 0.1;

    static SharedLayers of(List<Integer> hidden, Problem problem) {
        Layout.Builder builder = Layout.builder();
        List<Dense> layers = new ArrayList<>();
        List<Integer> drawing = new ArrayList<>();
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(problem.classes());
        int in = problem.input().size();
        for (int l = 0; l < widths.size(); l++) {
            layers.add(Dense.add(builder, "layer" + l, in, widths.get(l)));
            drawing.add(builder.add("layer" + l + ".drawing-bias", in));
            in = widths.get(l);
        }
        return new SharedLayers(List.copyOf(layers), List.copyOf(drawing), builder.build());
    }

    void initialise(float[] parameters, RandomStream random) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).initialise(parameters, DEVIATION, random);
            java.util.Arrays.fill(
                    parameters,
                    drawingBiases.get(l),
                    drawingBiases.get(l) + layers.get(l).in(),
                    0);
        }
    }

    int classes() {
        return layers.get(layers.size() - 1).out();
    }
}
