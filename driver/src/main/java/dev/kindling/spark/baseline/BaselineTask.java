package dev.kindling.spark.baseline;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.shard.ClientSet;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** What a baseline is given: the very data and the very evaluation that Kindling's own learners get. */
public record BaselineTask(
        JavaSparkContext spark, Learner learner, Problem problem, ClientSet clients, ClientSet test) {

    /** The network to train; call only after {@link #requirePerceptron}. */
    Backprop perceptron() {
        return (Backprop) learner;
    }

    /** Training examples in all. */
    long examples() {
        return IntStream.range(0, clients.size()).mapToLong(clients::examples).sum();
    }

    /** Accuracy on the test split. */
    double accuracy(Parameters model) {
        return new Evaluation(spark, learner, problem)
                .run(test, model, 0)
                .confusion()
                .accuracy();
    }

    static Backprop requirePerceptron(String trainer, Learner learner) {
        if (learner instanceof Backprop perceptron) {
            return perceptron;
        }
        throw UserMistake.of(
                "learner of trainer = " + trainer,
                "type = backprop",
                learner.getClass().getSimpleName(),
                "the configuration",
                "set learner.type to backprop, or trainer to kindling");
    }
}
