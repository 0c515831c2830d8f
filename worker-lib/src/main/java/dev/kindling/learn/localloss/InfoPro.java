package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.Activate;
import dev.kindling.network.Conv2d;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.network.ResizeTo;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Information propagation (Wang et al., ICLR 2021, arXiv:2101.10832, "InfoPro", in its softmax form): a block keeps what the image was as well as it
 * tells its class, so that early blocks do not throw away what later ones want. lambda_1 times the binary cross-entropy of the image, drawn by
 * a decoder, plus lambda_2 times the softmax cross-entropy of a classifier behind auxiliary layers. From the first block to the last lambda_1 falls
 * evenly to 0 and lambda_2 goes evenly to 1; that these are the ends is Kindling's choice, the authors give each network its own. A network of one
 * block has the weights of the first.
 *
 * <p>A block that draws nothing has no decoder. The decoder of maps brings them to the image's height and width, then come a convolution 3x3 of
 * so many channels with ReLU and one of the image's; that of a fully connected layer is another one. The cross-entropy is the mean over values, log(1 + exp(o)) - o x with x cut to [0, 1].
 * The image must be at hand, so blocks learn together, never one after another.
 *
 * @param reconstruction lambda_1 of the first block, at least 0
 * @param task lambda_2 of the first block, at least 0
 * @param channels between the decoder's convolutions
 * @param auxiliary what is between the block and the classifier
 */
public record InfoPro(double reconstruction, double task, int channels, Auxiliary auxiliary) implements LocalLoss {

    public InfoPro {
        requireWeight(reconstruction, "reconstruction");
        requireWeight(task, "task");
        UserMistake.requireRange(channels >= 1, "channels", "at least 1", channels);
    }

    private static void requireWeight(double weight, String name) {
        UserMistake.requireRange(weight >= 0 && weight < Double.POSITIVE_INFINITY, name, "in [0, infinity)", weight);
    }

    /** 5 and 0.5, what a public configuration gives the first of 16 modules of a ResNet-32; 12 channels, means over 2x2 cells. */
    public static InfoPro defaults() {
        return new InfoPro(5, 0.5, 12, Auxiliary.Pool.defaults());
    }

    @Override
    public boolean needsAllBlocks() {
        return true;
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        double depth = site.blocks().size() == 1
                ? 0
                : (double) site.block() / (site.blocks().size() - 1);
        double drawing = reconstruction * (1 - depth);
        List<Layer> decoder = drawing == 0 ? List.of() : decoder(site.output(), site.image());
        return new Placed(
                drawing,
                task + (1 - task) * depth,
                site.image(),
                LocalReadout.place(site, auxiliary.layers(site), layout, name),
                Network.of(site.output(), decoder, layout, name + ".decoder"));
    }

    private List<Layer> decoder(Shape output, Shape image) {
        return output.height() * output.width() == 1
                ? List.of(new FullyConnected(image.size(), FullyConnected.Start.GLOROT, true))
                : List.of(
                        new ResizeTo(image.height(), image.width()),
                        new Conv2d(channels, 3, 1, 1, true),
                        new Activate(Activation.RELU),
                        new Conv2d(image.channels(), 3, 1, 1, true));
    }

    /** With the weights of this block. */
    record Placed(double reconstruction, double task, Shape image, LocalReadout readout, Network decoder)
            implements PlacedLocalLoss {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            readout.initialise(parameters, random);
            decoder.initialise(parameters, random);
        }

        @Override
        public Optional<Follower> follower(int next) {
            return readout.follower(next);
        }

        @Override
        public LocalLossPass open(int capacity) {
            return new InfoProPass(this, capacity);
        }
    }
}
