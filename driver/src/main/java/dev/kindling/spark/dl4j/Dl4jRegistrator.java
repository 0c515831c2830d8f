package dev.kindling.spark.dl4j;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import org.apache.spark.serializer.KryoRegistrator;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.aggregator.ParameterAveragingAggregationTuple;
import org.nd4j.kryo.Nd4jSerializer;
import org.nd4j.linalg.dataset.DataSet;

/** What Deeplearning4j's parameter averaging sends through Spark. ND4J itself is not started here. */
public final class Dl4jRegistrator implements KryoRegistrator {

    @Override
    public void registerClasses(Kryo kryo) {
        try {
            kryo.register(
                    Class.forName("org.nd4j.linalg.cpu.nativecpu.NDArray", false, kryo.getClassLoader()),
                    new Nd4jSerializer());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("ND4J's backend for processors is not on the class path", missing);
        }
        kryo.register(DataSet.class);
        // Its configuration is a tree of many classes, all of which Java can serialise.
        kryo.register(NetBroadcastTuple.class, new JavaSerializer());
        kryo.register(ParameterAveragingTrainingResult.class);
        kryo.register(ParameterAveragingAggregationTuple.class);
        kryo.register(ArrayList.class);
        kryo.register(HashMap.class);
        kryo.register(LinkedHashMap.class);
    }
}
