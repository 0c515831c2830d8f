package dev.kindling.continual.strategy;

import dev.kindling.learn.Classifier;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** A network as a strategy trains it in one experience: a learner, so that any federated method and any merge can run it. */
public record StrategyLearner(GradientLearner network, Strategy strategy, Held held) implements Learner {

    @Override
    public Layout layout(Problem problem) {
        return strategy.keeping().layout(network.layout(problem));
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        network.initialise(problem, parameters, random);
    }

    /** The model that an experience begins with: the network, and zeros behind it. */
    public Parameters begin(Problem problem, Parameters model) {
        Layout layout = layout(problem);
        return new Parameters(layout, Arrays.copyOf(model.values(), layout.size()));
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return strategy.trainer(new Lesson(network, problem, batchCapacity, held.carried()), rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return strategy.classifier(new Lesson(network, problem, batchCapacity, held.carried()));
    }
}
