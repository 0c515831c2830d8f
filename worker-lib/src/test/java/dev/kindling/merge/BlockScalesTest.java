package dev.kindling.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockScalesTest {

    @Test
    void everyBlockHasTheScaleOfItsOwnLargestMagnitude() {
        // Below 1 counts as 1; 5 and 8 need 3 and 4 bits before the point.
        assertThat(BlockScales.of(model(0.01f, -0.5f, 5f, -8f, 1f, 2f)))
                .isEqualTo(new BlockScales(List.of(2, 4, 6), List.of(54, 50, 52)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aModelThatIsNotFiniteHasNoScale(float bad) {
        assertThatThrownBy(() -> BlockScales.of(model(1, 1, bad, 1, 1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("diverged: block 1 of 3 holds ");
    }

    private static Parameters model(float... values) {
        Layout.Builder layout = Layout.builder();
        layout.add("a", 2);
        layout.nextBlock();
        layout.add("b", 2);
        layout.nextBlock();
        layout.add("c", 2);
        return new Parameters(layout.build(), values);
    }
}
