package dev.kindling.data.formats;

/** Which files Omniglot is read from; both give the same bytes. */
public enum OmniglotSource {
    /** The published archives of 105 x 105 one-bit PNG files. */
    ZIP,
    /** IDX files of 28 x 28 pixels, made from those. */
    IDX
}
