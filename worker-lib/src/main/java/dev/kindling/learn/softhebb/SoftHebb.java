package dev.kindling.learn.softhebb;

import dev.kindling.encode.Encoder;
import dev.kindling.encode.NetworkEncoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.List;

/**
 * SoftHebb (Moraitis et al. 2022, arXiv:2107.05747; in layers: Journé et al., ICLR 2023). A layer's convolution has at each place the
 * activities u = W x of its channels, which compete, y = softmax(u / temperature), those that lose with the sign turned around if {@code
 * anti-hebbian}; its weights move by the sum over examples and places of y (x - u w), which is a sum of y x and one of y u: no labels, no
 * gradient. What goes on is the triangle max(0, u - mean u), the largest of 2x2. Before each convolution inputs are normalised by channel.
 * A linear classifier of the last layer's outputs learns beside them by cross-entropy, of which no gradient comes back.
 *
 * <p>As in the authors' code the sums of a step are divided by their largest entry, here those of a client's minibatch. Unlike there,
 * rates do not depend on the length of a channel's weights, and all layers learn at once. A layer is a block, the classifier another.
 *
 * @param channels of the convolutions, first to last
 * @param kernel height and width of their kernels, odd
 * @param temperature of the competition
 * @param antiHebbian whether losers move away from what they lost
 * @param hebbianRate how far the largest entry of a step moves, in rates of the optimiser
 */
public record SoftHebb(List<Integer> channels, int kernel, double temperature, boolean antiHebbian, double hebbianRate)
        implements EncodingLearner {

    public SoftHebb {
        channels = List.copyOf(channels);
        UserMistake.requireRange(
                !channels.isEmpty() && channels.stream().allMatch(count -> count >= 1),
                "channels",
                "one count >= 1 or more",
                channels);
        UserMistake.requireRange(kernel >= 1 && kernel % 2 == 1, "kernel", "odd and at least 1", kernel);
        UserMistake.requireRange(
                temperature > 0 && temperature < Double.POSITIVE_INFINITY,
                "temperature",
                "in (0, infinity)",
                temperature);
        UserMistake.requireRange(
                hebbianRate > 0 && hebbianRate < Double.POSITIVE_INFINITY,
                "hebbian-rate",
                "in (0, infinity)",
                hebbianRate);
    }

    /** Two layers of 32 and 128 channels, kernels of 5x5, temperature 1, losers move away. */
    public static SoftHebb defaults() {
        return new SoftHebb(List.of(32, 128), 5, 1, true, 0.1);
    }

    private HebbianLayers place(Problem problem) {
        return HebbianLayers.of(this, problem);
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    /** Kernels normal, a channel's of length 1 on average; the classifier normal with variance 1 / inputs. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        place(problem).initialise(parameters, random);
    }

    /** The loss of a step is the classifier's. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new SoftHebbTrainer(this, place(problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return place(problem).classifier(batchCapacity);
    }

    @Override
    public Encoder encoder(Problem problem, Parameters parameters) {
        return new NetworkEncoder(place(problem).features(), parameters.values());
    }

    /** It scores classes. */
    @Override
    public void requireClasses() {}
}
