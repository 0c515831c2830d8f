package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.twitter.chill.SingletonSerializer;
import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.SquaredDistances;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.evaluation.Embeddings;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.Shortlist;
import dev.kindling.head.Moments;
import dev.kindling.learn.closedform.StageSums;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.head.FrozenPart;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.spark.round.RoundInput;
import dev.kindling.spark.shard.Fragment;
import org.apache.spark.serializer.KryoRegistrator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Everything of ours that travels through Spark; with registrationRequired nothing else can. */
public final class KindlingRegistrator implements KryoRegistrator {

    @Override
    public void registerClasses(Kryo kryo) {
        kryo.register(Examples.class, new ExamplesSerializer());
        kryo.register(Client.class, new ClientSerializer());
        kryo.register(Client[].class);
        kryo.register(Parameters.class, new ParametersSerializer());
        kryo.register(UpdateSum.class, new UpdateSumSerializer());
        kryo.register(UpdateSum[].class);
        kryo.register(MeanUpdate.class, new MeanUpdateSerializer());
        kryo.register(MeanUpdate[].class);
        kryo.register(ClientSlice.class, new ClientSliceSerializer());
        kryo.register(SquaredDistances.class, new SquaredDistancesSerializer());
        kryo.register(Scorecard.class, new ScorecardSerializer());
        kryo.register(Shortlist.class, new ShortlistSerializer());
        kryo.register(Embeddings.class, new EmbeddingsSerializer());
        kryo.register(Embeddings[].class);
        kryo.register(Memory.class, new MemorySerializer());
        kryo.register(Carried.class, new CarriedSerializer());
        kryo.register(Fragment.class, new Fragment.Wire());
        kryo.register(RoundInput.class, new RoundInput.Wire());
        kryo.register(Moments.class, new MomentsSerializer());
        kryo.register(Moments[].class);
        kryo.register(StageSums.class, new StageSumsSerializer());
        kryo.register(FrozenPart.class, new FrozenPart.Wire());
        kryo.register(SolvedHead.class, new FrozenPart.Wire());
        // What Spark sends along with a cached block that an executor gives away before it leaves.
        ClassTag<Object> anyClass = ClassTag$.MODULE$.AnyRef();
        kryo.register(anyClass.getClass(), new SingletonSerializer<>(anyClass));
    }
}
