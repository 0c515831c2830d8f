package dev.kindling.learn.perforated;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.List;

/**
 * A rectified perceptron whose hidden neurons grow dendrites (perforated backpropagation: Brenner, Itti 2025, arXiv:2501.18018; the candidates' rule
 * is that of cascade correlation, Fahlman, Lebiere 1990). A neuron's sum becomes w x + b + sum over k of g_k D_k, with D_k = sigmoid(u_k x + c_k
 * + what it hears of D_0 .. D_(k-1)). Neurons learn w, b and g by backpropagation; no error passes through a dendrite, neither to u nor
 * to the layers below.
 *
 * <p>Rounds are dealt out to phases, so that what a round trains is a function of its number: neurons learn, then each neuron's candidates for its
 * next dendrite while all else stands still, then neurons again. A candidate ascends |cov(D, delta)|, delta the error that is propagated back
 * to the neuron's sum; covariance and its sign are those of the minibatch. The last round of candidates trains nothing: clients measure the
 * means of D, delta and D delta, these merge exactly as parameters do, and of each neuron's candidates the one whose covariance is then largest is its
 * dendrite. That is read off the merged model by whoever uses it, so a server knows nothing of it; the others stay in the model, idle.
 *
 * @param hidden widths, from the input on
 * @param dendrites that each hidden neuron grows, one after another
 * @param candidates for each of them
 * @param candidateRounds rounds of candidates before each, the measuring one among them, at least 2
 */
public record Perforated(List<Integer> hidden, int dendrites, int candidates, int candidateRounds) implements Learner {

    public Perforated {
        hidden = List.copyOf(hidden);
        UserMistake.requireRange(
                !hidden.isEmpty() && hidden.stream().allMatch(size -> size >= 1),
                "hidden",
                "one size >= 1 or more",
                hidden);
        UserMistake.requireRange(dendrites >= 1, "dendrites", "at least 1", dendrites);
        UserMistake.requireRange(candidates >= 1, "candidates", "at least 1", candidates);
        UserMistake.requireRange(candidateRounds >= 2, "candidate-rounds", "at least 2", candidateRounds);
    }

    /** 64 neurons, one dendrite each, the best of four candidates, which learn for two rounds and are measured in a third. */
    public static Perforated defaults() {
        return new Perforated(List.of(64), 1, 4, 3);
    }

    GrownNetwork place(Problem problem) {
        return GrownNetwork.place(this, problem);
    }

    @Override
    public Layout layout(Problem problem) {
        return place(problem).layout();
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        place(problem).initialise(parameters, random);
    }

    /** Of neurons alone, with the dendrites that were measured. */
    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return new NeuronTrainer(place(problem), batchCapacity, rule);
    }

    @Override
    public Trainable during(int round, int rounds) {
        return new Phase(this, Phase.Work.of(this, round, rounds));
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        GrownNetwork network = place(problem);
        GrownPass pass = new GrownPass(network, batchCapacity);
        return (parameters, batch, scores) -> {
            float[] found = pass.infer(parameters, batch.inputs(), batch.size());
            System.arraycopy(found, 0, scores, 0, batch.size() * problem.classes());
        };
    }
}
