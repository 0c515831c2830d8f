package dev.kindling.spark.training;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.BlockwiseLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;

/** What all rounds of a run have in common. */
record RoundSetup(
        JavaSparkContext spark,
        RoundMethod method,
        Aggregation aggregation,
        Learner learner,
        Problem problem,
        RoundRules rules) {

    /** Rounds of the whole model. */
    Rounds whole(ClientSet clients) {
        return new Rounds(spark, clients, method.with(learner, problem, aggregation), rules);
    }

    /** Rounds of one block over clients whose examples are what it reads. */
    Rounds of(LoneBlock lone, int block, ClientSet clients) {
        return new Rounds(spark, clients, method.with(lone.rule(), lone.problem(), aggregation), rules, block);
    }

    /** A block by itself. */
    LoneBlock block(int block) {
        return ((BlockwiseLearner) learner).block(problem, block);
    }

    /** A copy of a block's stretch of the model, in the block's own layout. */
    static Parameters part(Parameters model, int block, LoneBlock lone) {
        Layout layout = model.layout();
        int from = layout.blockStart(block);
        return new Parameters(lone.layout(), Arrays.copyOfRange(model.values(), from, layout.blockStart(block + 1)));
    }
}
