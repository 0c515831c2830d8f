package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions 3x3 with batch normalisation, and around them a shortcut: y = max(0, F(x) + s(x)) (He et al. 2016, equations
 * 1 and 2). The shortcut is the input itself where it has the shape of F(x), else a convolution 1x1 with batch normalisation
 * (their option B).
 *
 * @param channels of both convolutions
 * @param stride of the first one
 */
public record Residual(int channels, int stride) implements Layer {

    public Residual {
        UserMistake.requireRange(channels >= 1, "channels", "at least 1", channels);
        UserMistake.requireRange(stride >= 1, "stride", "at least 1", stride);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        List<Layer> body = List.of(
                new Conv2d(channels, 3, stride, 1, false),
                BatchNorm.withRelu(),
                Conv2d.same3(channels),
                BatchNorm.plain());
        List<Layer> projection = List.of(new Conv2d(channels, 1, stride, 0, false), BatchNorm.plain());
        boolean identity = stride == 1 && input.channels() == channels;
        return new Placed(
                input,
                Network.of(input, body, layout, name + ".body"),
                identity ? null : Network.of(input, projection, layout, name + ".shortcut"));
    }

    record Placed(Shape input, Network body, @Nullable Network shortcut) implements PlacedLayer {

        @Override
        public Shape output() {
            return body.output();
        }

        @Override
        public PlacedLayer held() {
            return new Placed(input, body.held(), shortcut == null ? null : shortcut.held());
        }

        @Override
        public long multiplications() {
            return body.multiplications() + (shortcut == null ? 0 : shortcut.multiplications());
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            body.initialise(parameters, random);
            if (shortcut != null) {
                shortcut.initialise(parameters, random);
            }
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            Value passed = shortcut == null ? before : shortcut.describe(graph, before);
            return graph.rectifier(graph.sum(body.describe(graph, before), passed));
        }

        @Override
        public Pass open(int capacity) {
            return new ResidualPass(this, capacity);
        }
    }
}
