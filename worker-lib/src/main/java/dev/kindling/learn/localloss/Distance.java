package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.Optional;

/**
 * Distances to class prototypes (after Distance-Forward: Wu et al. 2024, arXiv:2408.14925): with p_c a vector for each class, learnt
 * with the block, and cos_c the cosine between it and what the auxiliary layers make of the block's outputs, the loss is log(1 + sum
 * over wrong classes c of exp(scale (cos_c - cos_y + margin))), the N-pair loss (Sohn 2016) against prototypes with a margin. Without
 * the margin it is the cross-entropy of softmax(scale cos).
 *
 * <p>Written after a summary of the paper, not its equations: that its goodness is a cosine, the scale and the margin's place are
 * unverified, and its collaboration between layers is left out.
 *
 * @param scale of the cosines; 10 is the inverse temperature of {@code prototype-contrast}
 * @param margin by which the true class's cosine shall be the largest; 0 for none, 0.35 in CosFace (Wang et al. 2018)
 * @param auxiliary what is between the block and the prototypes
 */
public record Distance(double scale, double margin, Auxiliary auxiliary) implements LocalLoss {

    public Distance {
        UserMistake.requireRange(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", "in (0, infinity)", scale);
        UserMistake.requireRange(margin >= 0 && margin < 2, "margin", "in [0, 2)", margin);
    }

    /** Scale 10, no margin, means over 2x2 cells. */
    public static Distance defaults() {
        return new Distance(10, 0, Auxiliary.Pool.defaults());
    }

    @Override
    public boolean needsAllBlocks() {
        return auxiliary.followsNextBlock();
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        Network network = Network.of(site.output(), auxiliary.layers(site), layout, name + ".auxiliary");
        int width = network.output().size();
        int prototypes = layout.add(name + ".prototypes", site.classes(), width);
        return new Placed((float) scale, (float) margin, network, prototypes, site.classes(), width);
    }

    record Placed(float scale, float margin, Network auxiliary, int prototypes, int classes, int width)
            implements PlacedLocalLoss {

        /** Prototypes normal with deviation 1 / sqrt(width). */
        @Override
        public void initialise(float[] parameters, RandomStream random) {
            auxiliary.initialise(parameters, random);
            double deviation = 1 / Math.sqrt(width);
            for (int i = prototypes; i < prototypes + classes * width; i++) {
                parameters[i] = (float) (deviation * random.nextGaussian());
            }
        }

        @Override
        public Optional<Follower> follower(int next) {
            return BesideCopy.follower(auxiliary, next);
        }

        @Override
        public LocalLossPass open(int capacity) {
            return new DistancePass(this, capacity);
        }
    }
}
