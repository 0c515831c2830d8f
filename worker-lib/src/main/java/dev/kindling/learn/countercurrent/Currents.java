package dev.kindling.learn.countercurrent;

import dev.kindling.learn.Problem;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Both networks with their places in a model. Block l = 0..L holds what the loss of layer l moves.
 *
 * @param up W_1 .. W_L, at l - 1
 * @param down V_1 .. V_L, at l - 1
 */
record Currents(List<Dense> up, List<Dense> down, Layout layout) {

    static Currents of(List<Integer> hidden, Problem problem) {
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(0, problem.input().size());
        widths.add(problem.classes());
        Layout.Builder builder = Layout.builder();
        List<Dense> up = new ArrayList<>();
        List<Dense> down = new ArrayList<>();
        for (int l = 0; l < widths.size(); l++) {
            if (l > 0) {
                builder.nextBlock();
                up.add(Dense.addWithoutBias(builder, "forward" + l, widths.get(l - 1), widths.get(l)));
            }
            if (l + 1 < widths.size()) {
                down.add(Dense.addWithoutBias(builder, "feedback" + (l + 1), widths.get(l + 1), widths.get(l)));
            }
        }
        return new Currents(up, down, builder.build());
    }

    void initialise(float[] parameters, RandomStream random) {
        for (List<Dense> network : List.of(up, down)) {
            for (Dense layer : network) {
                layer.initialise(parameters, Math.sqrt(1.0 / (3 * layer.in())), random);
            }
        }
    }
}
