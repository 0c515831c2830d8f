package dev.kindling.spark;

import dev.kindling.spark.session.SparkSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Local Spark for a test: two task threads, four attempts a task. */
public final class LocalSpark {

    private LocalSpark() {}

    public static JavaSparkContext start(String master) {
        return new JavaSparkContext(settings(master));
    }

    /** With one more Kryo registrator. */
    public static JavaSparkContext start(String master, String registrator) {
        SparkConf conf = settings(master);
        return new JavaSparkContext(
                conf.set("spark.kryo.registrator", conf.get("spark.kryo.registrator") + "," + registrator));
    }

    private static SparkConf settings(String master) {
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        return SparkSettings.complete(conf);
    }
}
