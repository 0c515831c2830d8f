package dev.kindling.spark.shard;

import org.apache.spark.Partitioner;

/** Client c lives in partition c mod n. Which clients share a partition has no influence on any result. */
final class ClientPartitioner extends Partitioner {

    private static final long serialVersionUID = 1;

    private final int partitions;

    ClientPartitioner(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object client) {
        return (Integer) client % partitions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientPartitioner that && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }
}
