package dev.kindling.merge;

/**
 * A merge whose states can be cut, so that no reducer holds more than a slice.
 *
 * @param <S> the state that travels
 * @param <R> what a merged state is finished to
 */
public interface SlicedMerge<S, R> extends Merge<S>, Slicing<S, R> {}
