package dev.kindling.continual.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.nn.OutputLoss;
import dev.kindling.random.RandomStream;
import org.junit.jupiter.api.Test;

class LossGradientsTest {

    private static final int NEW = 5;
    private static final int CLASSES = 4;
    private static final float STEP = 1e-2f;

    private final RandomStream random = RandomStream.of(9, "losses");

    @Test
    void distillationsGradientIsTheSlopeOfItsLoss() {
        Lesson lesson = Lessons.lesson(3, Memory.empty(), NEW);
        Batch batch = HandMade.batch(Lessons.examples(NEW, 1));
        requireSlope(new Distillation(new Teacher(lesson, NEW), 2), batch, NEW);
    }

    @Test
    void aTeacherThatIsAgreedWithLeavesTheCrossEntropysShareOfTheGradient() {
        Lesson lesson = Lessons.lesson(1, Memory.empty(), NEW);
        Batch batch = HandMade.batch(Lessons.examples(NEW, 1));
        Teacher teacher = new Teacher(lesson, NEW);
        float[] outputs = teacher.outputs(batch).clone();
        float[] delta = new float[outputs.length];
        new Distillation(teacher, 2).lossAndDelta(outputs, batch, CLASSES, delta);
        float[] plain = new float[outputs.length];
        dev.kindling.nn.SoftmaxCrossEntropy.lossAndDelta(outputs, batch, CLASSES, plain);
        for (int i = 0; i < delta.length; i++) {
            assertThat((double) delta[i]).isCloseTo(plain[i] / 2, within(1e-7));
        }
    }

    @Test
    void replaysGradientIsTheSlopeOfItsLoss() {
        MixedBatch mixed = mixed(memoryWithOutputs(), 6);
        requireSlope(new ReplayLoss(mixed, 0.25, 0.75), fill(mixed), NEW);
    }

    @Test
    void darkReplaysGradientIsTheSlopeOfItsLoss() {
        MixedBatch mixed = mixed(memoryWithOutputs(), 6);
        requireSlope(new DarkReplayLoss(mixed, 0.5, 2), fill(mixed), NEW);
    }

    @Test
    void darkReplayPullsTowardsTheOutputsThatEachItemCameWith() {
        MixedBatch mixed = mixed(memoryWithOutputs(), 2);
        Batch batch = fill(mixed);
        float[] outputs = new float[batch.size() * CLASSES];
        System.arraycopy(mixed.memory().logits(), mixed.item(0) * CLASSES, outputs, NEW * CLASSES, CLASSES);
        outputs[NEW * CLASSES + 1] += 3;
        float[] delta = new float[outputs.length];
        new DarkReplayLoss(mixed, 0.5, 1).lossAndDelta(outputs, batch, CLASSES, delta);
        // alpha / (draws x classes) x 2 x 3, and nothing where outputs are as they were.
        assertThat(java.util.Arrays.copyOfRange(delta, NEW * CLASSES, (NEW + 1) * CLASSES))
                .containsExactly(0, 0.75f, 0, 0);
    }

    @Test
    void binaryDistillationsGradientIsTheSlopeOfItsLoss() {
        Lesson lesson = Lessons.lesson(2, Memory.empty(), NEW);
        Batch batch = HandMade.batch(Lessons.examples(NEW, 1));
        OutputLoss loss = new BinaryDistillation(new Teacher(lesson, NEW), new boolean[] {true, false, true, false});
        requireSlope(loss, batch, NEW);
        requireSlope(new BinaryDistillation(null, new boolean[CLASSES]), batch, NEW);
    }

    @Test
    void aKnownClassFollowsTheTeacherAndANewOneTheLabel() {
        Lesson lesson = Lessons.lesson(2, Memory.empty(), NEW);
        Batch batch = HandMade.batch(Lessons.examples(NEW, 1));
        float[] said = new Teacher(lesson, NEW).outputs(batch).clone();
        float[] delta = new float[said.length];
        new BinaryDistillation(new Teacher(lesson, NEW), new boolean[] {true, false, true, false})
                .lossAndDelta(new float[said.length], batch, CLASSES, delta);
        for (int i = 0; i < delta.length; i++) {
            int label = i % CLASSES;
            double target =
                    label == 0 || label == 2 ? 1 / (1 + Math.exp(-said[i])) : batch.label(i / CLASSES) == label ? 1 : 0;
            assertThat((double) delta[i]).isCloseTo((0.5 - target) / NEW, within(1e-7));
        }
    }

    private static Memory memoryWithOutputs() {
        Memory memory = Lessons.memory(10, 8);
        float[] outputs = new float[8 * CLASSES];
        RandomStream random = RandomStream.of(2, "outputs");
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) random.nextGaussian();
        }
        return memory.withLogits(outputs);
    }

    private static MixedBatch mixed(Memory memory, int draws) {
        return new MixedBatch(Lessons.lesson(3, memory, NEW), draws);
    }

    private Batch fill(MixedBatch mixed) {
        return mixed.fill(HandMade.batch(Lessons.examples(NEW, 1)), random);
    }

    private void requireSlope(OutputLoss loss, Batch batch, int divisor) {
        float[] outputs = new float[batch.size() * CLASSES];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) (2 * random.nextGaussian());
        }
        float[] gradient = new float[outputs.length];
        float[] ignored = new float[outputs.length];
        loss.lossAndDelta(outputs, batch, CLASSES, gradient);
        for (int i = 0; i < outputs.length; i++) {
            float held = outputs[i];
            outputs[i] = held + STEP;
            double above = loss.lossAndDelta(outputs, batch, CLASSES, ignored);
            outputs[i] = held - STEP;
            double below = loss.lossAndDelta(outputs, batch, CLASSES, ignored);
            outputs[i] = held;
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * STEP) / divisor, within(1e-4));
        }
    }
}
