package dev.kindling.continual.strategy;

/** Keeps the network of the experience's end, the teacher of the next one. */
record KeepModel() implements Keeping {

    @Override
    public Carried after(ExperienceEnd end) {
        return end.before().next(end.model());
    }
}
