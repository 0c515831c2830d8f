package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * One set of Omniglot from its published archive, entry after entry as they come, in any order:
 * {@code ROOT/ALPHABET/characterNN/IIII_DD.png}, DD the drawer. Nothing is written to disk. Folders and what is no PNG are passed
 * over, and so is what macOS adds; every other name is a mistake.
 */
final class OmniglotZip {

    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_BYTES = 1 << 16;
    private static final int LONGEST_SHOWN = 150;
    private static final int ALL_DRAWN = (1 << Omniglot.DRAWERS) - 1;
    private static final Pattern DRAWING =
            Pattern.compile("(.*?)/([^/]{1,100}/character[0-9]{2})/[0-9]{4}_([0-9]{2})\\.png");

    private final String path;
    private final String root;
    private final SortedMap<String, byte[]> sheets = new TreeMap<>(OmniglotDrawings.ORDER);

    /** For each character one bit a drawer. */
    private final SortedMap<String, Integer> drawn = new TreeMap<>(OmniglotDrawings.ORDER);

    private OmniglotZip(String path, String root) {
        this.path = path;
        this.root = root;
    }

    static OmniglotDrawings read(String path, String root, Storage storage) throws IOException {
        try (DataFile file = DataFile.open(path, storage)) {
            OmniglotZip archive = new OmniglotZip(file.path(), root);
            archive.readAll(file);
            archive.requireWhole();
            return new OmniglotDrawings(archive.sheets);
        }
    }

    private void readAll(DataFile file) throws IOException {
        ZipBytes bytes = new ZipBytes(file);
        int entries = 0;
        // The JDK's stream reports names that are no UTF-8 as illegal arguments.
        try (ZipInputStream zip = new ZipInputStream(bytes, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                requireFew(++entries);
                readEntry(entry.getName(), zip);
            }
            bytes.requireDirectoryOf(entries);
        } catch (EOFException | ZipException | IllegalArgumentException damage) {
            throw new UserMistake(
                    "damaged zip: expected a whole archive, found \"" + damage.getMessage() + "\" after " + entries
                            + " entries, in " + path + "; " + DataFile.FETCH_AGAIN,
                    damage);
        }
    }

    private void requireFew(int entries) {
        if (entries > MOST_ENTRIES) {
            throw UserMistake.of(
                    "entries of a zip", "at most " + MOST_ENTRIES, "more", path, "give Omniglot's own archive");
        }
    }

    private void readEntry(String name, ZipInputStream zip) throws IOException {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || ("/" + name + "/").contains("/../")) {
            throw UserMistake.of(
                    "unsafe name in a zip",
                    "a path below the archive",
                    shown(name),
                    path,
                    "give Omniglot's own archive");
        }
        byte[] content = zip.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw UserMistake.of(
                    "size of an entry",
                    "at most " + MOST_BYTES + " bytes",
                    "more",
                    place(name),
                    "give Omniglot's own archive");
        }
        if (name.endsWith(".png") && !name.startsWith("__MACOSX/")) {
            addDrawing(name, content);
        }
    }

    private static String shown(String name) {
        return CsvCells.quoted(name, LONGEST_SHOWN);
    }

    private String place(String name) {
        return path + ", " + shown(name);
    }

    private void addDrawing(String name, byte[] png) {
        Matcher parts = DRAWING.matcher(name);
        int drawer = parts.matches() && parts.group(1).equals(root) ? Integer.parseInt(parts.group(3)) : 0;
        if (drawer < 1 || drawer > Omniglot.DRAWERS) {
            throw UserMistake.of(
                    "name of a drawing",
                    root + "/ALPHABET/characterNN/IIII_DD.png, DD in 01 to " + Omniglot.DRAWERS,
                    shown(name),
                    path,
                    "give Omniglot's own archive");
        }
        String character = parts.group(2);
        int bit = 1 << (drawer - 1);
        int before = drawn.getOrDefault(character, 0);
        if ((before & bit) != 0 || (before == 0 && drawn.size() == OmniglotDrawings.MOST_CHARACTERS)) {
            throw UserMistake.of(
                    "drawing in a zip",
                    "each once, of at most " + OmniglotDrawings.MOST_CHARACTERS + " characters",
                    before == 0 ? "one more character" : "drawer " + drawer + " twice",
                    place(name),
                    "give Omniglot's own archive");
        }
        drawn.put(character, before | bit);
        byte[] sheet = sheets.computeIfAbsent(character, unseen -> new byte[OmniglotDrawings.SHEET]);
        AreaAverage.reduce(OneBitPng.rows(png, place(name)), sheet, (drawer - 1) * OmniglotDrawings.PIXELS);
    }

    private void requireWhole() {
        if (drawn.isEmpty()) {
            throw UserMistake.of("empty zip", "drawings of characters", "none", path, DataFile.FETCH_AGAIN);
        }
        drawn.forEach((character, drawers) -> {
            if (drawers != ALL_DRAWN) {
                throw UserMistake.of(
                        "drawings of a character",
                        Omniglot.DRAWERS,
                        Integer.bitCount(drawers) + " of " + CsvCells.quoted(character),
                        path,
                        DataFile.FETCH_AGAIN);
            }
        });
    }
}
