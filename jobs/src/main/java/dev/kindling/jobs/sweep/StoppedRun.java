package dev.kindling.jobs.sweep;

/**
 * stopped.json: why a run was not gone on with.
 *
 * @param round its last one
 * @param predicted accuracy that its last round would have had
 * @param toBeat accuracy of the best trial so far, of its worst seed
 * @param probability that the run would have ended below that
 */
record StoppedRun(int round, double predicted, double toBeat, double probability) {}
