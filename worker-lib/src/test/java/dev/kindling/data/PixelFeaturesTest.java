package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PixelFeaturesTest {

    /** The values of other tools' loaders, bit for bit: 1f / 255 as a factor would miss some of them by one unit. */
    @Test
    void everyByteIsReadAsItsNearestQuotient() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        float[] row = new float[256];
        new PixelFeatures(1, 256, all).copyRow(0, row, 0);
        for (int i = 0; i < all.length; i++) {
            assertThat(row[i]).isEqualTo(i / 255f);
        }
        assertThat(row[0]).isZero();
        assertThat(row[255]).isEqualTo(1);
    }

    @Test
    void aRowIsWrittenWhereItIsAskedForAndNowhereElse() {
        float[] into = {9, 9, 9, 9};
        new PixelFeatures(2, 2, new byte[] {0, 0, -1, 51}).copyRow(1, into, 1);
        assertThat(into).containsExactly(9, 1, 51 / 255f, 9);
    }
}
