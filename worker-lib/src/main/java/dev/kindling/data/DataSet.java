package dev.kindling.data;

import java.io.IOException;
import java.io.Serializable;

/** Where examples come from: immutable settings that can be opened on the driver or in a task, any number of times. */
public interface DataSet extends Serializable {

    /** Opens a split at its first example. */
    ExampleStream open(Split split, Storage storage) throws IOException;
}
