package dev.kindling.jobs.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.TestAnswers;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.nn.Parameters;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What learns in a run of continual learning. Experiences count from 0; the base is before them. */
interface FieldLearner {

    /** Learns the base. */
    void begin();

    /** Learns an experience, and answers the test examples if it is to be measured. */
    void learn(int experience, boolean measured);

    /** The answers after the last experience, null if it was not measured. */
    @Nullable
    TestAnswers answers();

    /** What is known of every task after every experience. */
    AccuracyMatrix matrix();

    /** The network as it is now; null where there is none. */
    @Nullable
    Parameters model();

    /** Whether the matrix has the untrained model and tasks to come. */
    boolean foresees();

    /** Classes with an example so far, base included, ascending. */
    int[] classesSeen(int experience);

    /** Examples learnt from in all. */
    long examples();

    /** Examples left out for an embedding out of range. */
    long refused();

    /** What the clients of the last experience sent. */
    long bytesUp();

    /** What they would have sent to average the encoder. */
    long bytesUpFedAvg();

    /** All that it needs to go on. */
    void save(DataOutputStream out) throws IOException;

    /** Goes on from what {@link #save} wrote. */
    void restore(DataInputStream in) throws IOException;

    /** Writes what was learnt. */
    Digests write(RunFolder folder) throws IOException;

    /**
     * What was written.
     *
     * @param moments of the file of sums, null if there is none
     * @param model of the model file, null if there is none
     */
    record Digests(@Nullable String moments, @Nullable String model) {}
}
