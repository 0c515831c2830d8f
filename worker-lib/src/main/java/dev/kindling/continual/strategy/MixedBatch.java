package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;

/** A batch of new examples with draws from the memory behind them. Owns its buffers. */
final class MixedBatch {

    private final Memory memory;
    private final Batch batch;
    private final int[] drawn;
    private int fresh;

    /** Room for the lesson's new examples and {@code draws} others. */
    MixedBatch(Lesson lesson, int draws) {
        this.memory = lesson.carried().memory();
        this.batch = new Batch(
                Math.addExact(lesson.capacity(), draws),
                lesson.problem().input().size());
        this.drawn = new int[draws];
    }

    /** Takes the new examples and draws others uniformly, an example perhaps twice. */
    Batch fill(Batch examples, RandomStream random) {
        batch.fill(examples);
        fresh = examples.size();
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextInt(memory.size());
            batch.append(memory.examples(), drawn[i]);
        }
        return batch;
    }

    /** Examples in the batch, new ones and draws. */
    int rows() {
        return batch.size();
    }

    int capacity() {
        return batch.capacity();
    }

    /** New examples in the batch, which come first. */
    int fresh() {
        return fresh;
    }

    int draws() {
        return drawn.length;
    }

    /** The memory's item that row {@code fresh() + draw} is. */
    int item(int draw) {
        return drawn[draw];
    }

    Memory memory() {
        return memory;
    }
}
