package dev.kindling.head;

import dev.kindling.data.DataSet;
import java.io.Serializable;

/** Where the keys of a {@link KeyValueBottleneck} come from. Labels are never looked at. */
public sealed interface KeySource extends Serializable {

    /** Normal numbers, whatever the embeddings are like: the places that the paper begins from. */
    record RandomKeys() implements KeySource {}

    /**
     * The base examples, or where there are none those of the first experience. Who is among them cannot be forgotten, since the keys
     * remember.
     */
    record FirstExamples() implements KeySource {}

    /**
     * The training split of another data set, of inputs of the same shape.
     *
     * @param data whose examples nobody will want to be forgotten
     */
    record OtherExamples(DataSet data) implements KeySource {}
}
