package dev.kindling.spark.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void whatAPromiseHangsOnIsSetAndTheRestIsLeftToTheUser() {
        SparkConf conf = SparkSettings.complete(new SparkConf(false)
                .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
                .set("spark.kryo.registrationRequired", "false")
                .set("spark.broadcast.compress", "true")
                .set("spark.driver.maxResultSize", "7g"));
        assertThat(conf.get("spark.serializer")).isEqualTo("org.apache.spark.serializer.KryoSerializer");
        assertThat(conf.get("spark.kryo.registrationRequired")).isEqualTo("true");
        assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
        assertThat(conf.get("spark.broadcast.compress")).isEqualTo("true");
        assertThat(conf.get("spark.driver.maxResultSize")).isEqualTo("7g");
        assertThat(conf.get("spark.task.maxDirectResultSize")).isEqualTo("16m");
        assertThat(conf.get("spark.locality.wait")).isEqualTo("0s");
    }
}
