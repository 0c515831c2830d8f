package dev.kindling.learn;

import dev.kindling.nn.Layout;
import java.io.Serializable;

/**
 * A block of a learner by itself.
 *
 * @param rule trains the block's tensors, and only those, laid out from 0 as block 0 and in the order of the whole model
 * @param problem what it reads and how many classes there are
 */
public record LoneBlock(Trainable rule, Problem problem) implements Serializable {

    public Layout layout() {
        return rule.layout(problem);
    }
}
