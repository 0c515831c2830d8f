package dev.kindling.jobs.bench;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** One benchmark: measures and returns its figures. */
@FunctionalInterface
public interface Benchmark {

    List<Figure> measure(JavaSparkContext spark);
}
