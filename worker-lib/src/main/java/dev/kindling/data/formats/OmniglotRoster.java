package dev.kindling.data.formats;

import dev.kindling.data.QuarterTurns;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes of one experiment in the order of their labels: names, drawings, turns. */
final class OmniglotRoster {

    private static final Pattern LINE = Pattern.compile("(.+)/rot(000|090|180|270)");
    private static final int QUARTER = 90;
    private static final int[][] TURNED = {
        QuarterTurns.sources(Omniglot.SIDE, 0),
        QuarterTurns.sources(Omniglot.SIDE, 1),
        QuarterTurns.sources(Omniglot.SIDE, 2),
        QuarterTurns.sources(Omniglot.SIDE, 3)
    };

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> sheets = new ArrayList<>();
    private final List<int[]> turned = new ArrayList<>();
    private int metaTrain;

    private OmniglotRoster() {}

    static OmniglotRoster read(Omniglot data, Storage storage) throws IOException {
        OmniglotDrawings background = set(data, "background", data.classes().hasBackground(), storage);
        OmniglotDrawings evaluation = set(data, "evaluation", data.classes().hasEvaluation(), storage);
        requireDisjoint(background, evaluation, data.path());
        OmniglotRoster roster = new OmniglotRoster();
        if (data.classes().isListed()) {
            Set<String> listed = new HashSet<>();
            roster.addList(data, data.classes().metaTrain(), List.of(background, evaluation), listed, storage);
            roster.metaTrain = roster.size();
            roster.addList(data, data.classes().metaTest(), List.of(background, evaluation), listed, storage);
        } else {
            roster.addAll(background);
            roster.metaTrain = roster.size();
            roster.addAll(evaluation);
        }
        return roster;
    }

    private static OmniglotDrawings set(Omniglot data, String name, boolean wanted, Storage storage)
            throws IOException {
        return wanted ? OmniglotDrawings.read(data.path(), name, data.source(), storage) : OmniglotDrawings.none();
    }

    private static void requireDisjoint(OmniglotDrawings background, OmniglotDrawings evaluation, String folder) {
        for (String name : evaluation.names()) {
            if (background.of(name) != null) {
                throw UserMistake.of(
                        "character in both sets",
                        "background and evaluation files of different alphabets",
                        CsvCells.quoted(name) + " twice",
                        folder,
                        DataFile.FETCH_AGAIN);
            }
        }
    }

    private void addAll(OmniglotDrawings drawings) {
        for (String name : drawings.names()) {
            add(name, java.util.Objects.requireNonNull(drawings.of(name)), 0);
        }
    }

    private void addList(Omniglot data, String list, List<OmniglotDrawings> sets, Set<String> listed, Storage storage)
            throws IOException {
        TextLines lines = TextLines.read(Settings.inFolder(data.path(), "vinyals-" + list + ".txt"), storage);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || !listed.add(line)) {
                throw UserMistake.of(
                        "class in a list",
                        "ALPHABET/characterNN/rotDDD, DDD of 000, 090, 180 or 270, no class twice",
                        CsvCells.quoted(line),
                        lines.place(i),
                        "repair the list");
            }
            add(line, sheet(parts.group(1), sets, lines.place(i)), Integer.parseInt(parts.group(2)) / QUARTER);
        }
    }

    private static byte[] sheet(String character, List<OmniglotDrawings> sets, String place) {
        for (OmniglotDrawings set : sets) {
            byte[] sheet = set.of(character);
            if (sheet != null) {
                return sheet;
            }
        }
        throw UserMistake.of(
                "unknown character in a list",
                "a character of the image files",
                CsvCells.quoted(character),
                place,
                "give the list and the images of the same data set");
    }

    private void add(String name, byte[] sheet, int turns) {
        names.add(name);
        sheets.add(sheet);
        turned.add(TURNED[turns]);
    }

    int size() {
        return names.size();
    }

    /** Classes to learn from: labels below this one. */
    int metaTrain() {
        return metaTrain;
    }

    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** Writes the drawing of a class by a drawer, 1 to 20, to {@code into[offset ..]}. */
    void copy(int label, int drawer, byte[] into, int offset) {
        byte[] sheet = sheets.get(label);
        int[] sources = turned.get(label);
        int from = (drawer - 1) * OmniglotDrawings.PIXELS;
        for (int pixel = 0; pixel < sources.length; pixel++) {
            into[offset + pixel] = sheet[from + sources[pixel]];
        }
    }
}
