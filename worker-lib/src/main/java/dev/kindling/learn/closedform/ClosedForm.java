package dev.kindling.learn.closedform;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.ClientWork;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.RoundMethod;
import dev.kindling.head.MomentsAccumulator;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.nn.Parameters;
import java.io.Serializable;
import java.util.List;

/**
 * Each round is a reduce: clients send exact sums of a stage's features, the server solves the stage. The model has the same bits for any
 * partitioning and order, and for any dealing of the same examples to clients. A client's rows that are NaN or beyond the grid are left out one by one.
 */
public record ClosedForm() implements RoundMethod {

    /** Examples that are worked on at once; no result depends on it. */
    public static final int BATCH = 128;

    /**
     * Fails if a learner in closed form and this algorithm do not come together, or if the rounds are not its stages.
     *
     * @throws UserMistake that names the key to change
     */
    public static void requireFits(
            RoundMethod method, Learner learner, Aggregation merge, int rounds, boolean attacked) {
        boolean wanted = learner instanceof ClosedFormLearner;
        if (wanted != method instanceof ClosedForm) {
            throw new UserMistake(
                    wanted
                            ? "algorithm: a learner in closed form is solved from sums and takes no steps; set algorithm = closed-form"
                            : "algorithm: closed-form wants a learner in closed form, learner = cafo or forward-projection");
        }
        if (!wanted) {
            return;
        }
        int stages = ((ClosedFormLearner) learner).stages();
        if (rounds != stages) {
            throw new UserMistake("rounds: expected " + stages + ", a round for each reduce of the learner, found "
                    + rounds + "; set rounds = " + stages);
        }
        if (!(merge instanceof Mean) || attacked) {
            throw new UserMistake(
                    "algorithm closed-form adds sums, not updates: it knows no other merge and no forged updates; "
                            + "leave merge and faults.attackers out");
        }
    }

    @Override
    public RoundAlgorithm with(Trainable learner, Problem problem, Aggregation aggregation) {
        ClosedFormLearner solved = (ClosedFormLearner) learner;
        return new FederatedAlgorithm<StageSums, SolvedStage>(
                new SumClients(solved, problem),
                (global, context) -> new StageMerge(StageOfRound.of(solved, problem, context), global),
                (global, merged, context) -> merged.model());
    }

    /** The stage that a round is. */
    record StageOfRound(ClosedFormLearner learner, Problem problem, int number, long seed) implements Serializable {

        static StageOfRound of(ClosedFormLearner learner, Problem problem, RoundContext context) {
            return new StageOfRound(learner, problem, context.round(), context.seed());
        }

        Stage open() {
            return learner.stage(problem, number, seed);
        }
    }

    private record SumClients(ClosedFormLearner learner, Problem problem) implements ClientWork<StageSums> {

        @Override
        public ClientTask<StageSums> open(Parameters global, RoundContext context) {
            Stage stage = StageOfRound.of(learner, problem, context).open();
            Stage.Features features = stage.open(BATCH);
            List<MomentsAccumulator> accumulators =
                    stage.formats().stream().map(MomentsAccumulator::new).toList();
            Batch batch = new Batch(BATCH, problem.input().size());
            int[] labels = new int[BATCH];
            return (client, into) -> {
                for (int i = 0; i < accumulators.size(); i++) {
                    accumulators.get(i).open(into.moments().get(i));
                }
                add(client.examples(), features, accumulators, global.values(), batch, labels);
                accumulators.forEach(MomentsAccumulator::flush);
                report(client, into);
            };
        }

        private static void add(
                Examples examples,
                Stage.Features features,
                List<MomentsAccumulator> accumulators,
                float[] parameters,
                Batch batch,
                int[] labels) {
            for (int from = 0; from < examples.size(); from += BATCH) {
                batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
                for (int row = 0; row < batch.size(); row++) {
                    labels[row] = batch.label(row);
                }
                List<float[]> values = features.of(parameters, batch.inputs(), batch.size());
                for (int i = 0; i < values.size(); i++) {
                    accumulators.get(i).add(values.get(i), batch.size(), labels);
                }
            }
        }

        /** The loss is known only when all is summed. */
        private void report(Client client, StageSums into) {
            int examples = client.examples().size();
            into.tally().report(weight(examples), examples, 0, 0);
        }

        @Override
        public long weight(int examples) {
            return Math.max(1, examples);
        }
    }
}
