package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.List;

/**
 * NoProp by flow matching (Li, Teh, Pascanu 2025, arXiv:2503.24322). One network sees the image, a time t, drawn uniformly from [0, 1) for each
 * example, and a point on the way from noise z_0 ~ N(0, I) to the true label's embedding u, z ~ N(t u + (1 - t) z_0, sigma²), and
 * gives the velocity v, which shall be u - z_0: the loss is ||v - (u - z_0)||². Prediction follows dz = v dt and takes the class with the
 * nearest embedding.
 *
 * <p>Learned embeddings would all fall on one point. To keep them apart, the cross-entropy of the classes at z + (1 - t) v is added,
 * scored by minus half the squared distance to each embedding; that it is this score is Kindling's choice.
 *
 * @param network the image path; behind it a fully connected layer
 * @param width values of a path inside the network
 * @param embedding what stands for the classes
 * @param sigma deviation of the noise around the way, at least 0
 * @param integrator how the flow is followed
 * @param steps of equal times from 0 to 1
 * @param noise whether prediction begins with a drawn z, a function of the image's bits alone; else with 0
 */
public record NoPropFm(
        Architecture network,
        int width,
        Embedding embedding,
        double sigma,
        Integrator integrator,
        int steps,
        boolean noise)
        implements Learner {

    public NoPropFm {
        UserMistake.requireRange(width >= 1, "width", "at least 1", width);
        UserMistake.requireRange(sigma >= 0 && sigma < Double.POSITIVE_INFINITY, "sigma", "in [0, infinity)", sigma);
        UserMistake.requireRange(steps >= 1, "steps", "at least 1", steps);
    }

    /** The paper's width, one-hot, sigma 0.1; 20 of Heun's steps. */
    public static NoPropFm defaults() {
        Vgg trunk = new Vgg(List.of(32, 64, 128), List.of(1, 3));
        return new NoPropFm(trunk, 256, new Embedding.OneHot(), 0.1, Integrator.HEUN, 20, false);
    }

    /** Where everything lies. */
    record Placed(TimedDenoiser network, EmbeddingTable embeddings, Layout layout) implements Serializable {}

    private Placed place(Problem problem) {
        int dimension = embedding.dimension(problem.classes());
        Layout.Builder layout = Layout.builder();
        TimedDenoiser placed = TimedDenoiser.place(network, width, dimension, dimension, problem, layout);
        EmbeddingTable embeddings = EmbeddingTable.place(embedding, problem.classes(), layout);
        return new Placed(placed, embeddings, layout.build());
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        Placed placed = place(problem);
        placed.network().initialise(parameters, random);
        placed.embeddings().initialise(parameters, random);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new FlowTrainer(this, place(problem), batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return new FlowClassifier(this, place(problem), batchCapacity);
    }
}
