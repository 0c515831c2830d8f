package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.List;

/**
 * NoProp in continuous time (Li, Teh, Pascanu 2025, arXiv:2503.24322). One network sees the image, a time t and the true label's embedding
 * u under noise, z ~ N(sqrt(s) u, 1 - s) with the share s of the signal at t, and gives û = softmax(scores) W with the embeddings W. For
 * each example t is drawn uniformly from [0, 1), and the network descends eta / 2 SNR'(t) ||û - u||², SNR = s / (1 - s). A linear head learns
 * to read embeddings under the noise of t = 1, and the divergence of t = 0 from pure noise is added, as in {@link NoPropDt}.
 *
 * <p>Prediction follows the probability flow (Song et al. 2021, equation 13), which adds no noise: with y = z / sqrt(1 - s) and the
 * clock sqrt(SNR) it is dy = û d sqrt(SNR), straight where û stays.
 *
 * @param network the image path; behind it a fully connected layer
 * @param width values of a path inside the network
 * @param embedding what stands for the classes
 * @param eta weight of the network's loss beside the head's and the prior's
 * @param schedule the signal's share at each time
 * @param integrator how the flow is followed
 * @param steps of equal times from 0 to 1
 * @param noise whether prediction begins with a drawn z, a function of the image's bits alone; else with 0
 */
public record NoPropCt(
        Architecture network,
        int width,
        Embedding embedding,
        double eta,
        TimeSchedule schedule,
        Integrator integrator,
        int steps,
        boolean noise)
        implements Learner {

    public NoPropCt {
        UserMistake.requireRange(width >= 1, "width", "at least 1", width);
        UserMistake.requireRange(eta > 0 && eta < Double.POSITIVE_INFINITY, "eta", "in (0, infinity)", eta);
        UserMistake.requireRange(steps >= 1, "steps", "at least 1", steps);
    }

    /** The paper's width, one-hot, eta 1, a learned schedule; 20 of Heun's steps. */
    public static NoPropCt defaults() {
        Vgg trunk = new Vgg(List.of(32, 64, 128), List.of(1, 3));
        return new NoPropCt(
                trunk, 256, new Embedding.OneHot(), 1, LearnedSchedule.defaults(), Integrator.HEUN, 20, false);
    }

    /**
     * Where everything lies.
     *
     * @param schedule where its parameters begin
     */
    record Placed(TimedDenoiser network, Dense head, EmbeddingTable embeddings, int schedule, Layout layout)
            implements Serializable {

        int classes() {
            return embeddings.classes();
        }

        int dimension() {
            return embeddings.dimension();
        }
    }

    private Placed place(Problem problem) {
        int dimension = embedding.dimension(problem.classes());
        Layout.Builder layout = Layout.builder();
        TimedDenoiser placed = TimedDenoiser.place(network, width, dimension, problem.classes(), problem, layout);
        Dense head = Dense.add(layout, "head", dimension, problem.classes());
        EmbeddingTable embeddings = EmbeddingTable.place(embedding, problem.classes(), layout);
        int own = schedule.size() == 0 ? layout.size() : layout.add("schedule", schedule.size());
        return new Placed(placed, head, embeddings, own, layout.build());
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    /** The network's layers as they say; the head's weights the embeddings themselves, its biases zero. */
    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        Placed placed = place(problem);
        placed.network().initialise(parameters, random);
        placed.embeddings().initialise(parameters, random);
        placed.embeddings().startHead(placed.head(), parameters);
        schedule.initialise(parameters, placed.schedule());
    }

    /** The loss of a step is the sum of the network's, the head's and the prior's. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new TimedTrainer(this, place(problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new TimedClassifier(this, place(problem), batchCapacity);
    }
}
