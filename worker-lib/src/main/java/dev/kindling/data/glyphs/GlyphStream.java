package dev.kindling.data.glyphs;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a range of examples as it is read. Holds the alphabet, one hand and one order of classes. */
final class GlyphStream implements ExampleStream {

    private static final Shape SHAPE = new Shape(1, Canvas.SIDE, Canvas.SIDE);

    private final Glyphs glyphs;
    private final Split split;
    private final long end;
    private final Alphabet alphabet;
    private final Pen pen;
    private long position;
    private @Nullable WriterLabels labels;
    private @Nullable Hand hand;

    GlyphStream(Glyphs glyphs, Split split, long first, long end) {
        this.glyphs = glyphs;
        this.split = split;
        this.position = first;
        this.end = end;
        this.alphabet = Alphabet.draw(glyphs.seed(), glyphs.classes());
        this.pen = new Pen(glyphs.difficulty());
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return IntStream.range(0, glyphs.classes()).mapToObj(c -> "glyph-" + c).toList();
    }

    @Override
    public @Nullable Chunk next(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a chunk must have room for >= 1 example but had for " + most);
        }
        if (position == end) {
            return null;
        }
        int count = (int) Math.min(most, end - position);
        byte[] pixels = new byte[Math.multiplyExact(count, Canvas.PIXELS)];
        int[] classOf = new int[count];
        int[] groups = new int[count];
        for (int i = 0; i < count; i++, position++) {
            int writer = (int) (position / glyphs.perWriter(split));
            classOf[i] = write(writer, (int) (position % glyphs.perWriter(split)), pixels, i * Canvas.PIXELS);
            groups[i] = split == Split.TRAIN ? writer : glyphs.writers() + writer;
        }
        return new Chunk(new Examples(new PixelFeatures(count, Canvas.PIXELS, pixels), classOf), groups);
    }

    /** Writes one example and returns its label. */
    private int write(int writer, int index, byte[] into, int offset) {
        int label = labelsOf(writer).at(index);
        RandomStream habit = RandomStream.of(glyphs.seed(), "glyph-habit", part(), writer, label);
        RandomStream moment = RandomStream.of(glyphs.seed(), "glyph-example", part(), writer, index);
        pen.write(alphabet.glyph(label), handOf(writer), habit, moment, into, offset);
        return label;
    }

    private WriterLabels labelsOf(int writer) {
        WriterLabels held = labels;
        if (held == null || held.writer() != writer) {
            held = new WriterLabels(glyphs.seed(), part(), writer, glyphs.classes());
            labels = held;
        }
        return held;
    }

    private Hand handOf(int writer) {
        Hand held = hand;
        if (held == null || held.writer() != writer) {
            held = Hand.of(writer, RandomStream.of(glyphs.seed(), "glyph-hand", part(), writer), glyphs.difficulty());
            hand = held;
        }
        return held;
    }

    /** The split as a number that no reordering of the enum can change. */
    private long part() {
        return split == Split.TRAIN ? 0 : 1;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
