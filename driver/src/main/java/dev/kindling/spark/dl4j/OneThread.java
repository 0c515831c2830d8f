package dev.kindling.spark.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J kept to one thread a task: Spark has a task on each core, and what several threads add up depends on their number. */
final class OneThread {

    private OneThread() {}

    /** For the calling thread, and for what ND4J starts from now on. */
    static void here() {
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
}
