package dev.kindling.learn.closedform;

import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;

/**
 * A model behind a stage.
 *
 * @param model the whole model, the stage's solution in it
 * @param tally of the clients it was solved from; its loss is the squared error of the regressions
 */
record SolvedStage(Parameters model, Tally tally) implements Reported {}
