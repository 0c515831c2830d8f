package dev.kindling.continual.strategy;

import dev.kindling.nn.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the experiences so far: broadcast to every task, and beside the model all that a run needs to go on. Immutable.
 */
public final class Carried {

    private final int experiences;
    private final Parameters model;
    private final @Nullable Parameters importance;
    private final Memory memory;
    private final float[] means;

    /**
     * A state of these parts.
     *
     * @param experiences experiences behind
     * @param model the network after the last of them, before the first one the fresh network
     * @param importance how much each parameter matters, laid out as the model; null where no strategy asks
     * @param memory examples kept
     * @param means {@code [classes, features]}, the classes' means of normalised features; empty where no strategy asks
     */
    public Carried(int experiences, Parameters model, @Nullable Parameters importance, Memory memory, float[] means) {
        this.experiences = experiences;
        this.model = model;
        this.importance = importance;
        this.memory = memory;
        this.means = means;
    }

    /** Before the first experience. */
    public static Carried start(Parameters model) {
        return new Carried(0, model, null, Memory.empty(), new float[0]);
    }

    /** After one more experience, with nothing but its model. */
    Carried next(Parameters trained) {
        return new Carried(experiences + 1, trained, null, Memory.empty(), new float[0]);
    }

    /** The same with another model, e.g. one made from the memory. */
    public Carried withModel(Parameters other) {
        return new Carried(experiences, other, importance, memory, means);
    }

    Carried with(Memory kept) {
        return new Carried(experiences, model, importance, kept, means);
    }

    Carried withImportance(Parameters matters) {
        return new Carried(experiences, model, matters, memory, means);
    }

    Carried withMeans(float[] classMeans) {
        return new Carried(experiences, model, importance, memory, classMeans);
    }

    public int experiences() {
        return experiences;
    }

    public Parameters model() {
        return model;
    }

    public @Nullable Parameters importance() {
        return importance;
    }

    public Memory memory() {
        return memory;
    }

    /** Class means, not a copy; readers must not write. */
    public float[] means() {
        return means;
    }
}
