package dev.kindling.continual.strategy;

/** Trains on, and does nothing against forgetting: the lower bound. */
public record FineTune() implements Strategy {

    @Override
    public Keeping keeping() {
        return new KeepModel();
    }
}
