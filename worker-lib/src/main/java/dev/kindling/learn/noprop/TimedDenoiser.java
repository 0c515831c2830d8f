package dev.kindling.learn.noprop;

import dev.kindling.learn.Problem;
import dev.kindling.network.Activate;
import dev.kindling.network.Architecture;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.FullyConnected.Start;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The one network of continuous time, from an image, a noisy embedding and a time: an image path, a path for the embedding with a shortcut
 * around its second half, one for the time, and a path for all three side by side. As a {@link Denoiser}, but without batch
 * normalisation behind its sums.
 *
 * @param image from the image to {@code width} values
 * @param label from the embedding to {@code width} values
 * @param around what is added to the label path's values
 * @param time from the time's waves to {@code width} values
 * @param joined from all, side by side, to the outputs
 */
record TimedDenoiser(Network image, Network label, Network around, Network time, Network joined)
        implements Serializable {

    static TimedDenoiser place(
            Architecture network, int width, int dimension, int outputs, Problem problem, Layout.Builder layout) {
        List<Layer> image = new ArrayList<>(network.layers());
        image.add(new FullyConnected(width, Start.GLOROT, true));
        List<Layer> around = new ArrayList<>(rectified(width));
        around.add(new FullyConnected(width, Start.GLOROT, true));
        List<Layer> joined = new ArrayList<>(rectified(width));
        joined.addAll(rectified(Math.max(1, width / 2)));
        joined.add(new FullyConnected(outputs, Start.GLOROT, true));
        return new TimedDenoiser(
                Network.of(problem.input(), image, layout, "image"),
                Network.of(flat(dimension), rectified(width), layout, "label"),
                Network.of(flat(width), around, layout, "around"),
                Network.of(flat(Waves.COUNT), rectified(width), layout, "time"),
                Network.of(flat(3 * width), joined, layout, "joined"));
    }

    private static List<Layer> rectified(int width) {
        return List.of(new FullyConnected(width, Start.HE, true), new Activate(Activation.RELU));
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

    int outputs() {
        return joined.output().size();
    }

    void initialise(float[] parameters, RandomStream random) {
        image.initialise(parameters, random);
        label.initialise(parameters, random);
        around.initialise(parameters, random);
        time.initialise(parameters, random);
        joined.initialise(parameters, random);
    }
}
