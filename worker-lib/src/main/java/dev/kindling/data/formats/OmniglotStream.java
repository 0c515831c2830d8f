package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A range of classes by a range of drawers, class by class. */
final class OmniglotStream implements ExampleStream {

    private static final Shape SHAPE = new Shape(1, Omniglot.SIDE, Omniglot.SIDE);

    private final OmniglotRoster roster;
    private final int firstClass;
    private final int firstDrawer;
    private final int drawers;
    private final int examples;
    private int position;

    /** Classes {@code firstClass .. endClass - 1}, drawers {@code firstDrawer .. lastDrawer} of 1 to 20. */
    OmniglotStream(OmniglotRoster roster, int firstClass, int endClass, int firstDrawer, int lastDrawer) {
        this.roster = roster;
        this.firstClass = firstClass;
        this.firstDrawer = firstDrawer;
        this.drawers = lastDrawer - firstDrawer + 1;
        this.examples = Math.multiplyExact(endClass - firstClass, drawers);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return roster.names();
    }

    @Override
    public @Nullable Chunk next(int most) {
        ChunkLimit.requireSome(most);
        if (position == examples) {
            return null;
        }
        int rows = Math.min(most, examples - position);
        byte[] pixels = new byte[ChunkLimit.values(rows, OmniglotDrawings.PIXELS, "Omniglot")];
        int[] labels = new int[rows];
        int[] groups = new int[rows];
        for (int row = 0; row < rows; row++, position++) {
            labels[row] = firstClass + position / drawers;
            groups[row] = firstDrawer + position % drawers;
            roster.copy(labels[row], groups[row], pixels, row * OmniglotDrawings.PIXELS);
        }
        return new Chunk(new Examples(new PixelFeatures(rows, OmniglotDrawings.PIXELS, pixels), labels), groups);
    }

    @Override
    public void close() {
        // The files were read and closed when the stream was opened.
    }
}
