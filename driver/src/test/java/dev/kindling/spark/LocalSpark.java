package dev.kindling.spark;

import dev.kindling.spark.session.SparkSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Local Spark for a test: two task threads, four attempts a task. */
public final class LocalSpark {

    private LocalSpark() {}

    public static JavaSparkContext start(String master) {
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        return new JavaSparkContext(SparkSettings.complete(conf));
    }
}
