package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SparkOptionsTest {

    @Test
    void aLocalDriverStaysOnThisMachine() {
        SparkConf conf = confFor("local[2]");

        assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
    }

    @Test
    void aDriverOfAClusterCanBeReachedFromOutside() {
        SparkConf conf = confFor("spark://host:7077");

        assertThat(conf.contains("spark.driver.host")).isFalse();
        assertThat(conf.contains("spark.driver.bindAddress")).isFalse();
    }

    @Test
    void onlyAStandaloneMasterTurnsAnApplicationAwayByNotNamingIt() {
        assertThat(SparkOptions.isTurnedAway("spark://host:7077", "spark-application-1700000000000"))
                .isTrue();
        assertThat(SparkOptions.isTurnedAway("spark://host:7077", "app-20240101000000-0000"))
                .isFalse();
        assertThat(SparkOptions.isTurnedAway("k8s://host:443", "spark-application-1700000000000"))
                .isFalse();
    }

    private static SparkConf confFor(String master) {
        SparkOptions options = new SparkOptions();
        new CommandLine(CommandSpec.create().addMixin("spark", CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--master", master);
        return options.conf(new SparkConf(false));
    }
}
