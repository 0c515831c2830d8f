package dev.kindling.data.formats;

/** Which characters of Omniglot are the classes, and which of them are to be learnt from before the others. */
public enum OmniglotClasses {
    /** The Vinyals split with its rotations: the train list to learn from, the test list to measure on. */
    VINYALS("train", "test"),
    /** The same with the validation characters among those to learn from: the trainval list and the test list. */
    VINYALS_TRAINVAL("trainval", "test"),
    /** For choosing settings without a look at the test list: the train list and the val list. */
    VINYALS_VALIDATION("train", "val"),
    /** The characters of the background alphabets. */
    BACKGROUND("", ""),
    /** The characters of the evaluation alphabets. */
    EVALUATION("", ""),
    /** The background characters (base classes), and behind them the evaluation characters (field classes). */
    BACKGROUND_EVALUATION("", "");

    private final String metaTrain;
    private final String metaTest;

    OmniglotClasses(String metaTrain, String metaTest) {
        this.metaTrain = metaTrain;
        this.metaTest = metaTest;
    }

    /** Whether classes are characters in four rotations, named by lists. */
    boolean isListed() {
        return !metaTrain.isEmpty();
    }

    /** Whether there are classes to learn from and others to measure on. */
    boolean isDivided() {
        return isListed() || this == BACKGROUND_EVALUATION;
    }

    boolean hasBackground() {
        return this != EVALUATION;
    }

    boolean hasEvaluation() {
        return this != BACKGROUND;
    }

    /** The middle of the name of the list to learn from. */
    String metaTrain() {
        return metaTrain;
    }

    /** The middle of the name of the list to measure on. */
    String metaTest() {
        return metaTest;
    }
}
