package dev.kindling.spark.continual;

import java.io.Serializable;

/** What is asked in an exam. */
final class Questions implements Serializable {

    private static final long serialVersionUID = 1;

    private final boolean[] learnt;
    private final int domainsAsked;
    private final int domainsMet;
    private final boolean unlearntCount;
    private final int[][] choices;

    /**
     * Takes ownership of both arrays.
     *
     * @param learnt for each class whether the model has learnt from it
     * @param domainsAsked the first so many are asked
     * @param domainsMet confidence counts in the first so many of them
     * @param unlearntCount whether an example of a class that was not learnt counts as an answer, or is not asked for one
     * @param choices for each label the classes to choose among; empty for all
     */
    Questions(boolean[] learnt, int domainsAsked, int domainsMet, boolean unlearntCount, int[][] choices) {
        this.learnt = learnt;
        this.domainsAsked = domainsAsked;
        this.domainsMet = domainsMet;
        this.unlearntCount = unlearntCount;
        this.choices = choices;
    }

    boolean[] learnt() {
        return learnt;
    }

    int domainsAsked() {
        return domainsAsked;
    }

    int domainsMet() {
        return domainsMet;
    }

    boolean unlearntCount() {
        return unlearntCount;
    }

    int[][] choices() {
        return choices;
    }
}
