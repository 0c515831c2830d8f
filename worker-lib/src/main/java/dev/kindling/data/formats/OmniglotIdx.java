package dev.kindling.data.formats;

import dev.kindling.data.Chunk;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One set of Omniglot from its IDX files: image i is the drawing by drawer i % 20 + 1 of the character on line i / 20. */
final class OmniglotIdx {

    private static final Pattern NAME = Pattern.compile("[^/]{1,100}/character[0-9]{2}");
    private static final Shape SHAPE = new Shape(1, Omniglot.SIDE, Omniglot.SIDE);

    private OmniglotIdx() {}

    static OmniglotDrawings read(String prefix, Storage storage) throws IOException {
        List<String> names = names(TextLines.read(prefix + "-classes.txt", storage));
        String images = prefix + "-images-idx3-ubyte";
        SortedMap<String, byte[]> sheets = new TreeMap<>(OmniglotDrawings.ORDER);
        try (IdxStream stream = IdxStream.open(images, prefix + "-labels-idx1-int", names, storage)) {
            requireShape(stream.shape(), images);
            for (Chunk chunk = stream.next(Omniglot.DRAWERS); chunk != null; chunk = stream.next(Omniglot.DRAWERS)) {
                requireOneCharacter(chunk, sheets.size(), images);
                sheets.put(
                        names.get(sheets.size()),
                        ((PixelFeatures) chunk.examples().features()).bytes());
            }
        }
        if (sheets.size() != names.size()) {
            throw UserMistake.of(
                    "number of characters",
                    names.size() + " as there are class names",
                    sheets.size(),
                    images,
                    DataFile.FETCH_AGAIN);
        }
        return new OmniglotDrawings(sheets);
    }

    private static List<String> names(TextLines lines) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i);
            boolean ascending = i == 0 || OmniglotDrawings.ORDER.compare(lines.get(i - 1), name) < 0;
            if (!NAME.matcher(name).matches() || !ascending || i == OmniglotDrawings.MOST_CHARACTERS) {
                throw UserMistake.of(
                        "class name",
                        "at most " + OmniglotDrawings.MOST_CHARACTERS
                                + " names ALPHABET/characterNN in ascending order",
                        CsvCells.quoted(name),
                        lines.place(i),
                        DataFile.FETCH_AGAIN);
            }
            names.add(name);
        }
        return names;
    }

    private static void requireShape(Shape shape, String images) {
        if (!shape.equals(SHAPE)) {
            throw UserMistake.of("image size", SHAPE, shape, images, "give Omniglot's images of 28 x 28 pixels");
        }
    }

    private static void requireOneCharacter(Chunk chunk, int character, String images) {
        boolean complete = chunk.examples().size() == Omniglot.DRAWERS;
        for (int label : chunk.examples().labels()) {
            complete &= label == character;
        }
        if (!complete) {
            throw UserMistake.of(
                    "order of drawings",
                    Omniglot.DRAWERS + " drawings of each character, one after the other",
                    "others at character " + character + " (counting from 0)",
                    images,
                    DataFile.FETCH_AGAIN);
        }
    }
}
