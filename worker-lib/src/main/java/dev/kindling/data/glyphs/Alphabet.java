package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;

/**
 * The characters of a seed. A candidate that is badly formed, or whose coarse picture is too near to that of an earlier
 * character, is drawn again; after a bounded number of tries the one furthest from its nearest neighbour is taken.
 */
final class Alphabet {

    /** Classes that are kept well apart; there is no room to keep many more so. */
    private static final int WELL_APART = 1000;

    private static final int TRIES = 200;

    private final Glyph[] glyphs;

    private Alphabet(Glyph[] glyphs) {
        this.glyphs = glyphs;
    }

    static Alphabet draw(long seed, int classes) {
        Glyph[] glyphs = new Glyph[classes];
        CoarsePicture[] pictures = new CoarsePicture[classes];
        for (int c = 0; c < classes; c++) {
            RandomStream random = RandomStream.of(seed, "glyph-class", c);
            double apart = apart(c);
            double best = -1;
            for (int attempt = 0; attempt < TRIES && best < apart; attempt++) {
                Glyph candidate = Sketch.draw(random);
                CoarsePicture picture = CoarsePicture.of(candidate);
                double distance = picture.wellFormed() ? nearest(picture, pictures, c, apart) : 0;
                if (distance > best) {
                    best = distance;
                    glyphs[c] = candidate;
                    pictures[c] = picture;
                }
            }
        }
        return new Alphabet(glyphs);
    }

    /** Least squared distance of the coarse picture of class {@code label} to those of the classes before it. */
    static double apart(int label) {
        return label < WELL_APART ? 1.0 : 0.6;
    }

    /** The squared distance to the nearest of the first {@code count} pictures, cut at {@code enough}. */
    private static double nearest(CoarsePicture picture, CoarsePicture[] pictures, int count, double enough) {
        double nearest = enough;
        for (int i = 0; i < count && nearest > 0; i++) {
            nearest = Math.min(nearest, picture.squaredDistance(pictures[i], nearest));
        }
        return nearest;
    }

    Glyph glyph(int label) {
        return glyphs[label];
    }
}
