package dev.kindling.learn.closedform;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;

/**
 * A learner whose parameters follow from exact sums over examples, in stages: what a stage sums may depend on what the stages before it solved. It
 * wants {@link ClosedForm}, which makes each round a stage.
 */
public interface ClosedFormLearner extends Learner {

    /** Reduces over all data, and so rounds, that it takes. */
    int stages();

    /**
     * A stage, from 0.
     *
     * @param seed of the run: what is drawn and not learned is drawn again from it wherever it is needed
     */
    Stage stage(Problem problem, int number, long seed);

    /** It takes no steps. */
    @Override
    default Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        throw new UserMistake(
                "a learner in closed form is solved from sums and takes no steps; set algorithm = closed-form");
    }
}
