package dev.kindling.jobs.learners;

/**
 * One training of the comparison.
 *
 * @param data name of the data set
 * @param setting name of who holds which example
 * @param learner name of the rule
 * @param seed of the run
 */
public record Trial(String data, String setting, String learner, long seed) {

    /** The name of its run folder. */
    String folder() {
        return data + "-" + setting + "-" + learner + "-s" + seed;
    }
}
