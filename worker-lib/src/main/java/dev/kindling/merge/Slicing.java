package dev.kindling.merge;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * How a state too large for one reducer is cut, and how what the reducers made of the pieces is put together.
 *
 * @param <S> the state that travels
 * @param <R> what a merged piece is finished to, where it was merged
 */
public interface Slicing<S, R> extends Serializable {

    /** Into how many pieces every state is cut. */
    int count();

    /**
     * The state in {@link #count} pieces that share no entry and that merge apart as the whole would. A piece is cut when
     * it is asked for, so that whoever writes one after another does not hold the state twice.
     */
    Iterator<S> slices(S state);

    /** Finishes one merged piece. */
    R finish(S slice);

    /** Joins the finished pieces, given in the order of {@link #slices}. */
    R join(List<R> finished);
}
