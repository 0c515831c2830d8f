package dev.kindling.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.closedform.ForwardProjection;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OneStepTest {

    @Test
    void aStepAllocatesWhatTheFormulaOfMemoryMdGives() {
        Problem problem = new Problem(Shape.flat(784), 10);
        Backprop learner = new Backprop(List.of(1500, 1500));
        FedAvg method = FedAvg.defaults();
        double parameters = learner.layout(problem).size();
        double formula = 12 * parameters + 4.0 * method.batch() * 784 + 8.0 * method.batch() * (1500 + 1500 + 10);

        assertThat(bytes(learner, problem, method, new Mean())).isCloseTo(formula, Percentage.withPercentage(5));
        // The gradient, copy, descent and origin of memory.md, and the sums; activations are of the chunk.
        assertThat(bytes(
                        learner,
                        problem,
                        new FedSgd(0.1, new Schedule.Constant(), Weighting.BY_EXAMPLE, 10),
                        new Mean()))
                .isCloseTo(formula + 12 * parameters, Percentage.withPercentage(5));
        // In the place of the sums the whole update, in slices.
        assertThat(bytes(learner, problem, method, new Median()))
                .isCloseTo(formula - 4 * parameters, Percentage.withPercentage(5));
    }

    @Test
    void theSumsOfTheDearestStageOfAClosedFormAreCounted() {
        Problem problem = new Problem(Shape.flat(784), 10);
        ForwardProjection learner = new ForwardProjection(
                List.of(1000), ForwardProjection.defaults().potential(), 1);
        // The readout's: 1,001 features with their triangle of second moments.
        double sums = 8.0 * 1001 * 1002 / 2;

        double bytes = new OneStep(learner, problem, new ClosedForm(), new Mean(), 1, learner.stages()).bytes();

        assertThat(bytes).isBetween(sums, 20 * sums);
    }

    private static double bytes(Backprop learner, Problem problem, RoundMethod method, Aggregation merge) {
        return new OneStep(learner, problem, method, merge, 4, 1).bytes();
    }
}
