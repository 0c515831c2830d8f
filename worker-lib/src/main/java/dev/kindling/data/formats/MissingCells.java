package dev.kindling.data.formats;

/** What becomes of a feature cell that is empty or NA. */
public enum MissingCells {
    /** It is an error that names the line and the column. */
    FAIL,
    /** It is read as 0. */
    ZERO
}
