package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static Layout twoBlocks() {
        Layout.Builder builder = Layout.builder();
        assertThat(builder.add("a.weight", 2, 3)).isZero();
        assertThat(builder.add("a.bias", 3)).isEqualTo(6);
        builder.nextBlock();
        assertThat(builder.add("b.weight", 3, 1)).isEqualTo(9);
        return builder.build();
    }

    @Test
    void tensorsLieOneBehindAnother() {
        Layout layout = twoBlocks();
        assertThat(layout.size()).isEqualTo(12);
        assertThat(layout.blocks()).isEqualTo(2);
        assertThat(layout.blockStart(0)).isZero();
        assertThat(layout.blockStart(1)).isEqualTo(9);
        assertThat(layout.blockStart(2)).isEqualTo(12);
        assertThat(layout.tensor("a.bias")).isEqualTo(new Layout.Tensor("a.bias", List.of(3), 6, 0));
    }

    @Test
    void anEmptyLayoutHasNothing() {
        Layout empty = Layout.builder().build();
        assertThat(empty.size()).isZero();
        assertThat(empty.blocks()).isZero();
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> twoBlocks().tensor("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no tensor named c in ");
    }

    @Test
    void gapsOverlapsAndBlocksOutOfOrderAreRefused() {
        requireRefused(tensor("a", 0, 0), tensor("b", 3, 0));
        requireRefused(tensor("a", 0, 0), tensor("b", 1, 0));
        requireRefused(tensor("a", 1, 0));
        requireRefused(tensor("a", 0, 0), tensor("b", 2, 2));
        requireRefused(tensor("a", 0, 0), tensor("b", 2, 1), tensor("c", 4, 0));
        requireRefused(tensor("a", 0, 1));
    }

    @Test
    void aModelTooLargeForAnArrayIsRefused() {
        Layout.Builder builder = Layout.builder();
        builder.add("a", 1 << 30);
        assertThatThrownBy(() -> builder.add("b", 1 << 15, 1 << 15))
                .isInstanceOf(UserMistake.class)
                .hasMessage("tensor b of shape [32768, 32768] passes the limit of 2^31 - 1 parameters for a model; make"
                        + " its layers narrower or fewer");
        assertThatThrownBy(() -> Layout.builder().add("c", 100_000, 100_000, 1 << 30, 1 << 30))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("tensor c of shape [100000, 100000, ");
    }

    @Test
    void parametersHaveTheSizeOfTheirLayout() {
        assertThatThrownBy(() -> new Parameters(twoBlocks(), new float[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameters: the layout has 12 values, the array 11");
        assertThat(new Parameters(twoBlocks(), new float[12])).isEqualTo(new Parameters(twoBlocks(), new float[12]));
        float[] other = new float[12];
        other[11] = Float.MIN_VALUE;
        assertThat(new Parameters(twoBlocks(), new float[12])).isNotEqualTo(new Parameters(twoBlocks(), other));
    }

    private static Layout.Tensor tensor(String name, int offset, int block) {
        return new Layout.Tensor(name, List.of(2), offset, block);
    }

    private static void requireRefused(Layout.Tensor... tensors) {
        assertThatThrownBy(() -> new Layout(List.of(tensors)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layout: tensor " + tensors[tensors.length - 1].name());
    }
}
