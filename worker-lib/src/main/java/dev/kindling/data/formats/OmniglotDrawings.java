package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All drawings of some characters by the characters' names, {@code [20, 784]} bytes each: one of the two sets, or both. */
final class OmniglotDrawings {

    static final int PIXELS = Omniglot.SIDE * Omniglot.SIDE;
    static final int SHEET = Omniglot.DRAWERS * PIXELS;

    /** Keeps a damaged file from asking for more than 80 MB. */
    static final int MOST_CHARACTERS = 5_000;

    /** By alphabet, then by character. */
    static final Comparator<String> ORDER =
            Comparator.comparing(OmniglotDrawings::alphabet).thenComparing(Comparator.naturalOrder());

    private final SortedMap<String, byte[]> sheets;

    /** Takes ownership of {@code sheets}, in {@link #ORDER}. */
    OmniglotDrawings(SortedMap<String, byte[]> sheets) {
        this.sheets = sheets;
    }

    static OmniglotDrawings none() {
        return new OmniglotDrawings(new TreeMap<>(ORDER));
    }

    /** One set, "background" or "evaluation". */
    static OmniglotDrawings read(String folder, String set, OmniglotSource source, Storage storage) throws IOException {
        return switch (source) {
            case ZIP -> OmniglotZip.read(Settings.inFolder(folder, "images_" + set + ".zip"), "images_" + set, storage);
            case IDX -> OmniglotIdx.read(Settings.inFolder(folder, "omniglot28-" + set), storage);
        };
    }

    private static String alphabet(String character) {
        return character.substring(0, Math.max(0, character.indexOf('/')));
    }

    /** Names of the characters, ALPHABET/characterNN, in order. */
    List<String> names() {
        return List.copyOf(sheets.keySet());
    }

    /** The drawings of a character, drawer by drawer, not a copy; null if it is not here. */
    byte @org.jspecify.annotations.Nullable [] of(String character) {
        return sheets.get(character);
    }
}
