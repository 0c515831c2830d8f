package dev.kindling.data.formats;

/** What tells the TRAIN split of Omniglot from the TEST split. */
public enum OmniglotDivision {
    /** The class: all drawings of the classes to learn from, and all drawings of the others. */
    BY_CLASS,
    /** The drawer: each class is in both splits, drawn by other hands. */
    BY_DRAWING
}
