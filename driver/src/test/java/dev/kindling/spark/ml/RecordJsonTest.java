package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.head.Head;
import dev.kindling.head.RanPac;
import dev.kindling.learn.Learner;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.closedform.CaFo;
import dev.kindling.learn.contrastive.PrototypeContrast;
import dev.kindling.learn.countercurrent.CounterCurrent;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.hebbian.HebbianNetwork;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.learn.selfcontrast.SelfContrast;
import dev.kindling.learn.softhebb.SoftHebb;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {

    static Stream<Learner> learners() {
        return Stream.of(
                Backprop.defaults(),
                NetworkBackprop.defaults(),
                ForwardForward.defaults(),
                LocalLossLearner.defaults(),
                NoPropDt.defaults(),
                CounterCurrent.defaults(),
                CaFo.defaults(),
                HebbianNetwork.defaults(),
                SoftHebb.defaults(),
                SelfContrast.defaults(),
                PrototypeContrast.defaults());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatIsWrittenIsRead(Learner learner) {
        assertThat(RecordJson.read(RecordJson.write(learner), Learner.class, "here"))
                .isEqualTo(learner);
    }

    @Test
    void numbersKeepEveryBit() {
        Optimizer optimizer = Adam.of(0.1 + 0.2);
        assertThat(RecordJson.read(RecordJson.write(optimizer), Optimizer.class, "here"))
                .isEqualTo(optimizer);
        assertThat(RecordJson.read(RecordJson.write(RanPac.defaults()), Head.class, "here"))
                .isEqualTo(RanPac.defaults());
    }

    record Narrow(float share, byte level, Short count, Float bound) {}

    @Test
    void narrowNumbersAreReadToo() {
        Narrow narrow = new Narrow(0.1f, (byte) -128, (short) 32767, Float.NEGATIVE_INFINITY);
        String json = RecordJson.write(narrow);

        assertThat(RecordJson.read(json, Narrow.class, "here")).isEqualTo(narrow);
        assertThatThrownBy(() -> RecordJson.read(json.replace("-128", "-129"), Narrow.class, "here"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("-129");
        assertThatThrownBy(() -> RecordJson.read(json.replace("32767", "32768"), Narrow.class, "here"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("32768");
    }

    @Test
    void itIsWrittenForPeople() {
        assertThat(RecordJson.write(new Backprop(List.of(3, 2))))
                .isEqualTo(
                        "{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"hidden\":[3,2],\"activation\":\"RELU\"}");
    }

    @Test
    void aKeyThatAnOlderFileLacksIsTheDefault() {
        assertThat(RecordJson.read(
                        "{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"hidden\":[3]}", Learner.class, "here"))
                .isEqualTo(new Backprop(List.of(3)));
    }

    @Test
    void whatIsNoRecordOfTheKindIsNeverMade() {
        refuses("{\"type\":\"dev.kindling.head.Ridge\",\"lambda\":1}", "a record that is a Learner", "Ridge");
        refuses("{\"type\":\"java.lang.ProcessBuilder\"}", "a record that is a Learner");
        refuses("{\"type\":\"no.such.Thing\"}", "no class no.such.Thing", "jar");
        refuses("{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"depth\":3}", "unknown keys [depth]");
        refuses("{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"hidden\":[0.5]}", "here, hidden", "0.5");
        refuses("{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"hidden\":[0]}", "hidden must be");
        refuses("{\"type\":\"dev.kindling.learn.backprop.Backprop\",\"activation\":\"SOFT\"}", "RELU", "SOFT");
        refuses("[1, 2", "expected JSON");
    }

    private static void refuses(String json, String... words) {
        assertThatThrownBy(() -> RecordJson.read(json, Learner.class, "here"))
                .isInstanceOf(UserMistake.class)
                .message()
                .contains(words);
    }

    @Test
    void whatIsNoRecordIsNotSaved() {
        assertThatThrownBy(() -> RecordJson.write(Thread.currentThread()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("make it a record");
    }
}
