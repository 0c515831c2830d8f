package dev.kindling.learn.noprop;

import dev.kindling.learn.Problem;
import dev.kindling.network.Architecture;
import dev.kindling.network.BatchNorm;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.FullyConnected.Start;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One block, from an image and a noisy embedding to scores of the classes (figure 6 of the paper): an image path of its own, a path for
 * the embedding with a shortcut around its second half, and a path for both side by side.
 *
 * @param image from the image to {@code width} values
 * @param label from the embedding to {@code width} values
 * @param around what is added to the label path's values
 * @param joined from both, side by side, to the classes
 */
record Denoiser(Network image, Network label, Network around, Network joined) implements Serializable {

    static Denoiser place(
            Architecture network, int width, int dimension, Problem problem, Layout.Builder layout, String name) {
        List<Layer> image = new ArrayList<>(network.layers());
        image.addAll(sums(width, BatchNorm.plain()));
        List<Layer> around = new ArrayList<>(sums(width, BatchNorm.withRelu()));
        around.addAll(sums(width, BatchNorm.plain()));
        List<Layer> joined = new ArrayList<>(sums(width, BatchNorm.withRelu()));
        joined.addAll(sums(Math.max(1, width / 2), BatchNorm.withRelu()));
        joined.add(new FullyConnected(problem.classes(), Start.GLOROT, true));
        return new Denoiser(
                Network.of(problem.input(), image, layout, name + ".image"),
                Network.of(flat(dimension), sums(width, BatchNorm.withRelu()), layout, name + ".label"),
                Network.of(flat(width), around, layout, name + ".around"),
                Network.of(flat(2 * width), joined, layout, name + ".joined"));
    }

    private static List<Layer> sums(int width, Layer behind) {
        return List.of(new FullyConnected(width, Start.HE, false), behind);
    }

    private static Shape flat(int size) {
        return new Shape(size, 1, 1);
    }

    int width() {
        return label.output().size();
    }

    int dimension() {
        return label.input().size();
    }

    int classes() {
        return joined.output().size();
    }

    void initialise(float[] parameters, RandomStream random) {
        image.initialise(parameters, random);
        label.initialise(parameters, random);
        around.initialise(parameters, random);
        joined.initialise(parameters, random);
    }
}
