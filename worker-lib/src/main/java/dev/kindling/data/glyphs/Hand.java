package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;

/**
 * What all writings of a writer share.
 *
 * @param writer the writer, counted within the split
 * @param slant how far the top leans to the right, in widths a height
 * @param width width of a character relative to its ideal form
 * @param height the same of its height
 * @param halfWidth half the thickness of the pen, in pixels
 * @param baseline how far below the middle the writer writes, in pixels
 * @param tilt rotation of the line of writing, in radians
 * @param looseness how much two writings of a character differ, relative to an ordinary hand
 */
record Hand(
        int writer,
        double slant,
        double width,
        double height,
        double halfWidth,
        double baseline,
        double tilt,
        double looseness) {

    /** Draws the hand of a writer; a spread of 0 is the hand of a printer. */
    static Hand of(int writer, RandomStream random, double spread) {
        double slant = spread * (0.08 + 0.22 * bell(random));
        double size = Math.max(0.6, 1 - 0.05 * spread + 0.08 * spread * bell(random));
        double aspect = Math.max(0.6, 1 + 0.1 * spread * bell(random));
        double halfWidth = Math.max(0.6, Pen.HALF_WIDTH + 0.17 * spread * bell(random));
        double baseline = 0.8 * spread * bell(random);
        double tilt = 0.05 * spread * bell(random);
        double looseness = 0.6 + 0.8 * random.nextDouble();
        return new Hand(writer, slant, size * aspect, size / aspect, halfWidth, baseline, tilt, looseness);
    }

    /** A sum of three uniform numbers with mean 0 and variance 1: nearly normal, never beyond 3, exact arithmetic. */
    static double bell(RandomStream random) {
        return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
    }
}
