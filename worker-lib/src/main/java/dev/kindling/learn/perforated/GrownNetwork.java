package dev.kindling.learn.perforated;

import dev.kindling.learn.Problem;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers and what grows in them, with their places in a model.
 *
 * @param layers the hidden ones, then that of the classes
 * @param growths of each hidden layer, in the order in which they grow
 */
record GrownNetwork(List<Dense> layers, List<List<Growth>> growths, Layout layout) implements Serializable {

    static GrownNetwork place(Perforated settings, Problem problem) {
        Layout.Builder layout = Layout.builder();
        List<Dense> layers = new ArrayList<>();
        List<List<Growth>> growths = new ArrayList<>();
        int in = problem.input().size();
        for (int width : settings.hidden()) {
            String name = "layer" + layers.size();
            layers.add(Dense.add(layout, name, in, width));
            List<Growth> own = new ArrayList<>();
            for (int k = 0; k < settings.dendrites(); k++) {
                own.add(Growth.place(in, width, k, settings.candidates(), layout, name + ".dendrite" + k));
            }
            growths.add(List.copyOf(own));
            in = width;
        }
        layers.add(Dense.add(layout, "layer" + layers.size(), in, problem.classes()));
        return new GrownNetwork(List.copyOf(layers), List.copyOf(growths), layout.build());
    }

    int hidden() {
        return growths.size();
    }

    /** Units of the hidden layer that has most. */
    int widestHidden() {
        return layers.subList(0, hidden()).stream().mapToInt(Dense::out).max().orElse(0);
    }

    int classes() {
        return layers.get(hidden()).out();
    }

    /** Hidden weights normal with variance 2 / in, those of the classes 1 / in, biases zero. */
    void initialise(float[] parameters, RandomStream random) {
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            layer.initialise(parameters, Math.sqrt((l < hidden() ? 2.0 : 1.0) / layer.in()), random);
        }
        for (List<Growth> own : growths) {
            own.forEach(growth -> growth.initialise(parameters, random));
        }
    }
}
