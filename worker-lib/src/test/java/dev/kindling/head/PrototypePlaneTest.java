package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fixedpoint.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrototypePlaneTest {

    /** Means (4, 0), (-4, 0), (0, 1), (0, -1) and a third feature of nothing: variances 32 and 2 of 34. */
    private static final float[][] CROSS = {{4, 0, 0}, {-4, 0, 0}, {0, 1, 0}, {0, -1, 0}};

    @Test
    void aCrossKeepsItsShape() {
        PrototypePlane plane = PrototypePlane.of(moments(CROSS, 3));
        assertThat(plane.first()).isCloseTo(32.0 / 34, within(1e-12));
        assertThat(plane.second()).isCloseTo(2.0 / 34, within(1e-12));
        assertThat(Math.abs(plane.points().get(0).x())).isCloseTo(4, within(1e-9));
        assertThat(plane.points().get(1).x()).isCloseTo(-plane.points().get(0).x(), within(1e-9));
        assertThat(Math.abs(plane.points().get(2).y())).isCloseTo(1, within(1e-9));
        assertThat(plane.points().get(2).x()).isCloseTo(0, within(1e-9));
    }

    @Test
    void moreFeaturesThanClassesGiveThePlaneThatFewerGive() {
        float[][] wide = new float[CROSS.length][9];
        for (int i = 0; i < CROSS.length; i++) {
            System.arraycopy(CROSS[i], 0, wide[i], 5, 3);
        }
        PrototypePlane few = PrototypePlane.of(moments(CROSS, 3));
        PrototypePlane many = PrototypePlane.of(moments(wide, 9));
        assertThat(many.first()).isCloseTo(few.first(), within(1e-12));
        for (int i = 0; i < CROSS.length; i++) {
            assertThat(Math.abs(many.points().get(i).x()))
                    .isCloseTo(Math.abs(few.points().get(i).x()), within(1e-9));
            assertThat(Math.abs(many.points().get(i).y()))
                    .isCloseTo(Math.abs(few.points().get(i).y()), within(1e-9));
        }
    }

    @Test
    void classesWithoutExamplesHaveNoPoint() {
        Moments moments = new Moments(new NearestClassMean().format(6, 3, new Grid(14)));
        add(moments, CROSS, 3);
        assertThat(PrototypePlane.of(moments).points())
                .extracting(PrototypePlane.Point::label)
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void twoClassesMakeNoPlane() {
        assertThat(PrototypePlane.of(moments(new float[][] {{1, 0, 0}, {0, 1, 0}}, 3))
                        .points())
                .isEqualTo(List.of());
    }

    @Test
    void equalMeansHaveNoVarianceToShare() {
        PrototypePlane plane = PrototypePlane.of(moments(new float[][] {{1, 2, 3}, {1, 2, 3}, {1, 2, 3}}, 3));
        assertThat(plane.first()).isZero();
        assertThat(plane.points()).hasSize(3).allMatch(point -> point.x() == 0 && point.y() == 0);
    }

    private static Moments moments(float[][] means, int width) {
        Moments moments = new Moments(new NearestClassMean().format(means.length, width, new Grid(14)));
        add(moments, means, width);
        return moments;
    }

    private static void add(Moments moments, float[][] means, int width) {
        float[] rows = new float[means.length * width];
        int[] labels = new int[means.length];
        for (int label = 0; label < means.length; label++) {
            System.arraycopy(means[label], 0, rows, label * width, width);
            labels[label] = label;
        }
        MomentsAccumulator accumulator = new MomentsAccumulator(moments.format());
        accumulator.open(moments);
        accumulator.add(rows, means.length, labels);
        accumulator.flush();
    }
}
