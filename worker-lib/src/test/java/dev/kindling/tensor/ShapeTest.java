package dev.kindling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void aShapeKnowsItsSizeAndName() {
        assertThat(new Shape(3, 32, 30).size()).isEqualTo(2880);
        assertThat(new Shape(3, 32, 30)).hasToString("3x32x30");
        assertThat(Shape.flat(7)).hasToString("7");
    }

    @Test
    void aShapeWithoutExtentOrTooLargeForAnArrayIsRefused() {
        assertThatThrownBy(() -> new Shape(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shape(1 << 11, 1 << 10, 1 << 10)).isInstanceOf(ArithmeticException.class);
    }
}
