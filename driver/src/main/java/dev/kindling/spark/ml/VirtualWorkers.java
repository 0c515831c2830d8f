package dev.kindling.spark.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;

/** Data-parallel training: rows are dealt to virtual workers, whose number, unlike that of executors and partitions, is part of the result. */
final class VirtualWorkers {

    static final int DEFAULT = 4;

    private VirtualWorkers() {}

    static IntParam param(Identifiable owner) {
        return new IntParam(
                owner,
                "workers",
                "virtual workers that rows are dealt to by a hash of what they hold; all train in every round (>= 1)",
                ParamValidators.gtEq(1));
    }
}
