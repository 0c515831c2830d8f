package dev.kindling.continual.strategy;

/** In every experience trains on the examples of all experiences so far: the upper bound, which keeps everything. */
public record Joint() implements Strategy {

    @Override
    public Study study() {
        return Study.EVERYTHING;
    }

    @Override
    public Keeping keeping() {
        return new KeepModel();
    }
}
