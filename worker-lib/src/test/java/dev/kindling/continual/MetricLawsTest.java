package dev.kindling.continual;

import dev.kindling.merge.ExactSum;
import dev.kindling.merge.ExactSumLaws;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** Every metric merges and unmerges to the last bit. */
class MetricLawsTest {

    private static <S> ExactSum<S> sum(Supplier<S> zero, BiConsumer<S, S> add, BiConsumer<S, S> subtract) {
        return new ExactSum<>() {
            @Override
            public S zero() {
                return zero.get();
            }

            @Override
            public S merge(S into, S from) {
                add.accept(into, from);
                return into;
            }

            @Override
            public S subtract(S from, S part) {
                subtract.accept(from, part);
                return from;
            }
        };
    }

    private static List<List<Long>> columns(long[]... columns) {
        return Arrays.stream(columns)
                .map(column -> Arrays.stream(column).boxed().toList())
                .toList();
    }

    @Nested
    class OfAccuracyMatrix extends ExactSumLaws<AccuracyMatrix> {

        @Override
        protected ExactSum<AccuracyMatrix> merge() {
            return sum(() -> new AccuracyMatrix(3), AccuracyMatrix::add, AccuracyMatrix::subtract);
        }

        @Override
        protected AccuracyMatrix state(int number) {
            RandomStream random = RandomStream.of(number, "matrix");
            AccuracyMatrix matrix = new AccuracyMatrix(3);
            for (int i = 0; i < 20; i++) {
                int total = random.nextInt(1000);
                matrix.record(random.nextInt(4) - 1, random.nextInt(3), random.nextInt(total + 1), total);
            }
            return matrix;
        }

        @Override
        protected Object bits(AccuracyMatrix state) {
            return columns(state.correctCounts(), state.totalCounts());
        }
    }

    @Nested
    class OfClassRecall extends ExactSumLaws<ClassRecall> {

        @Override
        protected ExactSum<ClassRecall> merge() {
            return sum(() -> new ClassRecall(4), ClassRecall::add, ClassRecall::subtract);
        }

        @Override
        protected ClassRecall state(int number) {
            RandomStream random = RandomStream.of(number, "recall");
            ClassRecall recall = new ClassRecall(4);
            for (int i = 0; i < 50; i++) {
                recall.record(random.nextInt(4), random.nextInt(2) == 0);
            }
            return recall;
        }

        @Override
        protected Object bits(ClassRecall state) {
            return columns(state.correctCounts(), state.totalCounts());
        }
    }

    @Nested
    class OfLearningCurve extends ExactSumLaws<LearningCurve> {

        @Override
        protected ExactSum<LearningCurve> merge() {
            return sum(LearningCurve::new, LearningCurve::add, LearningCurve::subtract);
        }

        @Override
        protected LearningCurve state(int number) {
            LearningCurve curve = new LearningCurve();
            for (int i = 1; i <= 3; i++) {
                curve.record(i * (number + 1), i, 10 + number);
            }
            return curve;
        }

        @Override
        protected Object bits(LearningCurve state) {
            return List.copyOf(state.points().entrySet()).toString();
        }
    }

    @Nested
    class OfOpenSet extends ExactSumLaws<OpenSet> {

        @Override
        protected ExactSum<OpenSet> merge() {
            return sum(OpenSet::new, OpenSet::add, OpenSet::subtract);
        }

        @Override
        protected OpenSet state(int number) {
            RandomStream random = RandomStream.of(number, "open-set");
            OpenSet scores = new OpenSet();
            for (int i = 0; i < 50; i++) {
                scores.record(random.nextDouble(), random.nextInt(2) == 0);
            }
            return scores;
        }

        @Override
        protected Object bits(OpenSet state) {
            return columns(state.known(), state.unknown());
        }
    }

    @Nested
    class OfCalibration extends ExactSumLaws<Calibration> {

        @Override
        protected ExactSum<Calibration> merge() {
            return sum(() -> new Calibration(15), Calibration::add, Calibration::subtract);
        }

        @Override
        protected Calibration state(int number) {
            RandomStream random = RandomStream.of(number, "calibration");
            Calibration calibration = new Calibration(15);
            for (int i = 0; i < 50; i++) {
                calibration.record(random.nextDouble(), random.nextInt(2) == 0);
            }
            return calibration;
        }

        @Override
        protected Object bits(Calibration state) {
            return columns(state.counts(), state.correctCounts(), state.confidenceWords());
        }
    }
}
