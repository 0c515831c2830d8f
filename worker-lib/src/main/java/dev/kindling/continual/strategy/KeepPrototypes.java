package dev.kindling.continual.strategy;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;

/** Keeps a model that has prototypes in it, the teacher of the next one. */
record KeepPrototypes() implements Keeping {

    /** Fails before anything is trained if there are no prototypes. */
    @Override
    public Layout layout(Layout network) {
        if (network.tensors().stream().noneMatch(tensor -> tensor.name().equals("prototypes"))) {
            throw noPrototypes();
        }
        return network;
    }

    static UserMistake noPrototypes() {
        return new UserMistake(
                "strategy prototype-relation wants a learner that has prototypes; set learner = prototype-contrast");
    }

    @Override
    public Carried after(ExperienceEnd end) {
        return end.before().next(end.model());
    }
}
