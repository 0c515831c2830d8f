package dev.kindling.jobs.run;

import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import java.util.Arrays;

/** A split cut into shards of {@value #SIZE} consecutive examples, to be measured on. */
public final class Shards {

    private static final int SIZE = 500;

    private Shards() {}

    public static ClientSet of(ClientSource source, Split split, ClientSource.Census census, int partitions) {
        int examples = census.population().size();
        int[] shardOf = new int[examples];
        Arrays.setAll(shardOf, example -> example / SIZE);
        PartitionPlan plan = new PartitionPlan(shardOf, (examples + SIZE - 1) / SIZE);
        return source.clients(split, plan, Math.max(partitions, 1));
    }
}
