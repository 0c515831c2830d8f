package dev.kindling.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
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

        assertThat((double) OneStep.bytes(learner, problem, method, 1))
                .isCloseTo(formula, Percentage.withPercentage(5));
    }
}
