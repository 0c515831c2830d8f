package dev.kindling.merge;

/**
 * A merge that can be undone: after {@code subtract} the state has the very bits of one that never held {@code part}.
 *
 * @param <S> the state that travels
 */
public interface ExactSum<S> extends Merge<S> {

    /** Takes {@code part} out of {@code from} and returns {@code from}; {@code part} stays as it is. */
    S subtract(S from, S part);
}
