package dev.kindling.learn.selfcontrast;

import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.tensor.Blas;

/** What the head reads of images: each beside itself, through all blocks. Owns its buffers. */
final class Features {

    private final Pass[] blocks;
    private final Collected collected;
    private final int inputSize;
    private final int[] sizes;
    private final float[] standard;

    Features(PlacedContrast placed, int capacity) {
        blocks = placed.blocks().stream().map(block -> block.open(capacity)).toArray(Pass[]::new);
        sizes = placed.blocks().stream()
                .mapToInt(block -> block.output().size())
                .toArray();
        inputSize = placed.blocks().get(0).input().size();
        collected = new Collected(placed, capacity);
        standard = new float[Blas.lengthFor(capacity, placed.widest())];
    }

    /** {@code [rows, head's inputs]}; valid until the next call. A row has the same bits in whatever batch it comes. */
    float[] of(float[] parameters, float[] images, int rows) {
        Standard.rows(images, rows, inputSize, 2, standard);
        for (int b = 0; b < blocks.length; b++) {
            float[] outputs = blocks[b].infer(parameters, standard, rows);
            Standard.rows(outputs, rows, sizes[b], 1, standard);
            collected.add(b, parameters, standard, rows);
        }
        return collected.values();
    }

    /** The blocks' means side by side. */
    static final class Collected {

        private final Pass[] means;
        private final int[] widths;
        private final int[] starts;
        private final int width;
        private final float[] values;

        Collected(PlacedContrast placed, int capacity) {
            means = placed.means().stream().map(mean -> mean.open(capacity)).toArray(Pass[]::new);
            widths = new int[means.length];
            starts = new int[means.length];
            int start = 0;
            for (int b = 0; b < means.length; b++) {
                Network mean = placed.means().get(b);
                starts[b] = start;
                widths[b] = mean.output().size();
                start += widths[b];
            }
            width = start;
            values = new float[Blas.lengthFor(capacity, width)];
        }

        void add(int block, float[] parameters, float[] standardised, int rows) {
            float[] read = means[block].infer(parameters, standardised, rows);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(read, row * widths[block], values, row * width + starts[block], widths[block]);
            }
        }

        /** {@code [rows, width]}, not a copy. */
        float[] values() {
            return values;
        }
    }
}
