package dev.kindling.spark.continual;

import dev.kindling.head.ScoringRule;
import dev.kindling.spark.head.SolvedHead;
import org.apache.spark.broadcast.Broadcast;

/** A head that was made of its sums. */
record HeadAnswering(Broadcast<SolvedHead> solved) implements Answering {

    @Override
    public Scores open(int capacity) {
        ScoringRule.Scorer scorer = solved.value().open(capacity);
        return (batch, scores) -> scorer.score(batch.inputs(), batch.size(), scores);
    }
}
