package dev.kindling.merge;

import java.io.Serializable;

/**
 * How contributions become one. {@code zero} is neutral; {@code merge} is associative and commutative to the last bit.
 *
 * @param <S> the state that travels
 */
public interface Merge<S> extends Serializable {

    /** A new state that holds nothing. */
    S zero();

    /** Adds {@code from} to {@code into} and returns {@code into}; {@code from} stays as it is. */
    S merge(S into, S from);
}
