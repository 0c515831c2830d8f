package dev.kindling.jobs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kindling.jobs.config.ConfigReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Configurations of any bytes, as a user's file and as the copy that a run or a model keeps. */
class ConfigurationFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void conf(byte[] bytes) throws IOException {
        ForeignBytes.readOrRefused(bytes.length, () -> new ConfigReader()
                .read(ForeignBytes.files(Map.of("a.conf", bytes)), "a.conf", List.of()));
    }
}
