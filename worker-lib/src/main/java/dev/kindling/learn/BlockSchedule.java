package dev.kindling.learn;

import dev.kindling.fault.UserMistake;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** In what order the blocks of a model are trained, and what a round is about. */
public enum BlockSchedule {
    /** A task trains all blocks on its clients; a round merges the whole model. */
    TOGETHER,
    /** Block after block; what a finished block makes of the clients' examples is kept and becomes the next one's. A round merges one block. */
    BLOCK_BY_BLOCK,
    /** Each block in jobs of its own, side by side; a round merges each by itself. */
    CONCURRENT;

    /** Those that a learner allows. */
    public static Set<BlockSchedule> allowedBy(Learner learner) {
        return learner instanceof BlockwiseLearner blockwise ? blockwise.schedules() : EnumSet.of(TOGETHER);
    }

    /**
     * Fails if the learner cannot be trained so, or if the rounds are not to be dealt out to its blocks.
     *
     * @param rounds of the whole run
     * @throws UserMistake that names the key to change
     */
    public void requireFits(Learner learner, int rounds) {
        Set<BlockSchedule> allowed = allowedBy(learner);
        if (!allowed.contains(this)) {
            String names =
                    EnumSet.copyOf(allowed).stream().map(BlockSchedule::named).collect(Collectors.joining(" or "));
            throw new UserMistake("schedule: expected " + names + ", all that this learner allows, found " + named()
                    + "; " + cure(learner));
        }
        if (this == BLOCK_BY_BLOCK) {
            int blocks = ((BlockwiseLearner) learner).blocksApart();
            if (rounds % blocks != 0) {
                int enough = Math.multiplyExact(blocks, rounds / blocks + 1);
                throw new UserMistake("rounds: expected a multiple of " + blocks + ", as many rounds for each block"
                        + " of schedule block-by-block, found " + rounds + "; set rounds = " + enough);
            }
        }
        learner.during(0, rounds);
    }

    private String cure(Learner learner) {
        return allowedBy(learner).size() > 1
                ? "choose one of these"
                : "leave schedule out, or take learner = local-loss (block-by-block) or noprop with one-hot embeddings"
                        + " (concurrent)";
    }

    /** As a configuration writes it. */
    public String named() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
