package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.BlockwiseLearner;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.LayerwiseLearner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * NoProp in discrete time (Li, Teh, Pascanu 2025, arXiv:2503.24322). Block t = 1..T sees the image and the true label's embedding u under
 * the noise of step t - 1, z ~ N(sqrt(s) u, 1 - s), and gives û = softmax(scores) W with the embeddings W; it descends
 * T eta / 2 (SNR(t) - SNR(t - 1)) ||û - u||², its own term of the paper's equation 8, and nothing of it passes to another block. A linear
 * head learns to read embeddings under the noise of step T by cross-entropy. Prediction goes from noise to label, z_t = a_t û_t + b_t
 * z_(t-1) + sqrt(c_t) noise, and asks the head. All blocks learn in each step, each with noise of its own; with learned embeddings
 * they meet in W, which every term moves.
 *
 * @param network the image path of every block, its own weights in each; behind it a fully connected layer
 * @param blocks T
 * @param width values of a path inside a block
 * @param embedding what stands for the classes
 * @param eta weight of the blocks' losses beside the head's and the prior's
 * @param schedule the signal's share at each step
 * @param noise whether prediction begins with a drawn z_0 and adds noise; a draw is a function of the image's bits alone. Else
 *     z_0 = 0 and c_t = 0
 * @param scoredBy the block, 1..T, whose own scores within the chain are the prediction; 0 for the head's
 */
public record NoPropDt(
        Architecture network,
        int blocks,
        int width,
        Embedding embedding,
        double eta,
        CosineSchedule schedule,
        boolean noise,
        int scoredBy)
        implements BlockwiseLearner, LayerwiseLearner {

    public NoPropDt {
        UserMistake.requireRange(blocks >= 1, "blocks", "at least 1", blocks);
        UserMistake.requireRange(width >= 1, "width", "at least 1", width);
        UserMistake.requireRange(eta > 0 && eta < Double.POSITIVE_INFINITY, "eta", "in (0, infinity)", eta);
        UserMistake.requireRange(
                scoredBy >= 0 && scoredBy <= blocks, "scored-by", "in [0, blocks = " + blocks + "]", scoredBy);
    }

    /** The paper's: ten blocks over convolutions of 32, 64 and 128 channels, width 256, one-hot, eta 0.1; no noise at prediction. */
    public static NoPropDt defaults() {
        Vgg trunk = new Vgg(List.of(32, 64, 128), List.of(1, 3));
        return new NoPropDt(trunk, 10, 256, new Embedding.OneHot(), 0.1, CosineSchedule.defaults(), false, 0);
    }

    /** The same models, predicting by the scores of one block within the chain, 1..T, or by the head, 0. */
    public NoPropDt scoredBy(int block) {
        return new NoPropDt(network, blocks, width, embedding, eta, schedule, noise, block);
    }

    Denoiser denoiser(Problem problem, Layout.Builder layout, String name) {
        return Denoiser.place(network, width, embedding.dimension(problem.classes()), problem, layout, name);
    }

    /** T eta / 2 (SNR(t) - SNR(t - 1)). */
    double weight(int t) {
        return blocks * eta / 2 * (schedule.ratio(t, blocks) - schedule.ratio(t - 1, blocks));
    }

    @Override
    public Layout layout(Problem problem) {
        return PlacedBlocks.of(this, problem).layout();
    }

    /** The layers of the blocks as they say; the head's weights the embeddings themselves, its biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        PlacedBlocks.of(this, problem).initialise(parameters, random);
    }

    /** The loss of a step is the sum of the blocks', the head's and the prior's, KL(q(z_0 | u) || N(0, I)). */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new DenoisingTrainer(this, PlacedBlocks.of(this, problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new ChainClassifier(this, PlacedBlocks.of(this, problem), batchCapacity);
    }

    @Override
    public List<String> predictors(Problem problem) {
        return IntStream.rangeClosed(1, blocks)
                .mapToObj(block -> "block " + block)
                .toList();
    }

    /** By a block's own scores within the chain. */
    @Override
    public Classifier classifier(Problem problem, int batchCapacity, int predictor) {
        return scoredBy(predictor + 1).classifier(problem, batchCapacity);
    }

    /** Side by side where the embeddings stay; learned ones are a part of every block's loss. */
    @Override
    public Set<BlockSchedule> schedules() {
        return embedding.isLearned()
                ? EnumSet.of(BlockSchedule.TOGETHER)
                : EnumSet.of(BlockSchedule.TOGETHER, BlockSchedule.CONCURRENT);
    }

    /** T and the head. */
    @Override
    public int blocksApart() {
        return blocks + 1;
    }

    @Override
    public LoneBlock block(Problem problem, int block) {
        return new LoneBlock(block < blocks ? new LoneDenoiser(this, block) : new LoneHead(this), problem);
    }

    /** Embeddings that do not belong to the model. */
    NoisyLabels fixedLabels(Problem problem, int capacity) {
        EmbeddingTable table = new EmbeddingTable(embedding, problem.classes(), EmbeddingTable.FIXED);
        return new NoisyLabels(signals(), table.dimension(), table.newTable(), capacity);
    }

    /** The signal's share at t = 0..T. */
    double[] signals() {
        double[] signals = new double[blocks + 1];
        Arrays.setAll(signals, t -> schedule.signal(t, blocks));
        return signals;
    }
}
