package dev.kindling.spark.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.SquaredDistances;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import dev.kindling.evaluation.Embeddings;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.Shortlist;
import dev.kindling.evaluation.ShortlistedExample;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;
import dev.kindling.learn.closedform.StageSums;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.metric.AccuracySpread;
import dev.kindling.metric.Confusion;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.head.FrozenPart;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.spark.round.RoundInput;
import dev.kindling.spark.shard.Fragment;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag;

class WireTest {

    @Test
    void everyRegisteredClassIsTriedHereOrInItsPackage() {
        List<Class<?>> registered = new ArrayList<>();
        new KindlingRegistrator().registerClasses(new Kryo() {
            @Override
            @SuppressWarnings("rawtypes")
            public Registration register(Class type, Serializer serializer) {
                registered.add(type);
                return super.register(type, serializer);
            }
        });
        // Kryo registers primitives by itself.
        registered.removeIf(type -> !type.getName().contains("dev.kindling"));
        assertThat(registered)
                .containsExactlyInAnyOrder(
                        Examples.class,
                        Memory.class,
                        Carried.class,
                        Client.class,
                        Client[].class,
                        Parameters.class,
                        UpdateSum.class,
                        UpdateSum[].class,
                        MeanUpdate.class,
                        MeanUpdate[].class,
                        ClientSlice.class,
                        SquaredDistances.class,
                        Scorecard.class,
                        Shortlist.class,
                        StageSums.class,
                        Embeddings.class,
                        Embeddings[].class,
                        Fragment.class,
                        RoundInput.class,
                        Moments.class,
                        Moments[].class,
                        FrozenPart.class,
                        SolvedHead.class);
    }

    @Test
    void theTypeThatGoesWithACachedBlockOfALeavingExecutorArrives() {
        ClassTag<Object> sent = JavaSparkContext$.MODULE$.fakeClassTag();
        assertThat(Wire.roundTrip(sent)).isSameAs(sent);
    }

    /** Sizes around the 16 KiB in which arrays travel: 2,048 longs, 4,096 floats. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, 4095, 4096, 4097, 20_000})
    void arraysOfAnyLengthArriveWhole(int length) {
        long[] words = new long[length];
        float[] values = floats(length);
        RandomStream random = RandomStream.of(1, "words");
        for (int i = 0; i < length; i++) {
            words[i] = random.nextLong();
        }
        UpdateSum sum = Wire.roundTrip(new UpdateSum(3, words.clone(), tally()));
        assertThat(sum.offset()).isEqualTo(3);
        assertThat(sum.words()).isEqualTo(words);
        assertThat(sum.tally().words()).isEqualTo(tally().words());
        MeanUpdate mean = Wire.roundTrip(new MeanUpdate(5, values.clone(), tally()));
        assertThat(mean.offset()).isEqualTo(5);
        assertThat(bits(mean.values())).isEqualTo(bits(values));
        assertThat(mean.tally().words()).isEqualTo(tally().words());
        ClientSlice slice = Wire.roundTrip(new ClientSlice(Integer.MAX_VALUE, 5, values.clone(), tally()));
        assertThat(slice.client()).isEqualTo(Integer.MAX_VALUE);
        assertThat(slice.offset()).isEqualTo(5);
        assertThat(bits(slice.values())).isEqualTo(bits(values));
        assertThat(slice.tally().words()).isEqualTo(tally().words());
        SquaredDistances distances =
                Wire.roundTrip(new SquaredDistances(9, labels(length), words.clone(), new long[] {1, 2}));
        assertThat(distances.cohort()).isEqualTo(9);
        assertThat(distances.clients()).isEqualTo(labels(length));
        assertThat(distances.high()).isEqualTo(words);
        assertThat(distances.low()).containsExactly(1, 2);
        Examples pixels = new Examples(new PixelFeatures(length, 1, bytes(length)), new int[length]);
        assertThat(Wire.roundTrip(pixels)).isEqualTo(pixels);
        Examples rows = new Examples(new FloatFeatures(length, 1, values), labels(length));
        assertThat(Wire.roundTrip(rows)).isEqualTo(rows);
    }

    @Test
    void oddFloatsKeepTheirBits() {
        float[] odd = {
            Float.NaN,
            Float.intBitsToFloat(0x7fc12345),
            Float.intBitsToFloat(0xffc00001),
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            -0f,
            0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE
        };
        Layout.Builder layout = Layout.builder();
        layout.add("w", 3, 3);
        Parameters parameters = new Parameters(layout.build(), odd);
        assertThat(bits(Wire.roundTrip(parameters).values())).isEqualTo(bits(odd));
        Examples examples = new Examples(new FloatFeatures(1, 9, odd), new int[1]);
        assertThat(bits(((FloatFeatures) Wire.roundTrip(examples).features()).values()))
                .isEqualTo(bits(odd));
    }

    @Test
    void whatAStrategyKeepsTravels() {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 2);
        Parameters model = new Parameters(layout.build(), new float[] {1, 2});
        Memory memory = new Memory(
                new long[] {Long.MIN_VALUE, 7},
                new long[] {3, 1L << 40},
                new Examples(new PixelFeatures(2, 3, bytes(6)), new int[] {4, 5}),
                new float[] {0.5f, -0.5f});
        for (Memory kept : List.of(memory, Memory.empty())) {
            assertThat(Wire.roundTrip(kept)).isEqualTo(kept);
            Carried one = Wire.roundTrip(new Carried(3, model, model, kept, new float[] {9}));
            assertThat(one.experiences()).isEqualTo(3);
            assertThat(one.model()).isEqualTo(model);
            assertThat(one.importance()).isEqualTo(model);
            assertThat(one.memory()).isEqualTo(kept);
            assertThat(one.means()).containsExactly(9);
        }
        assertThat(Wire.roundTrip(Carried.start(model)).importance()).isNull();
    }

    @Test
    void parametersKeepTheirLayout() {
        Layout.Builder layout = Layout.builder();
        layout.add("first.weight", 2, 3);
        layout.add("scalar");
        layout.nextBlock();
        layout.add("Gewicht \u00e4\u4e16", 4000, 2);
        Parameters parameters = new Parameters(layout.build(), floats(8007));
        Parameters arrived = Wire.roundTrip(parameters);
        assertThat(arrived).isEqualTo(parameters);
        assertThat(arrived.layout()).isEqualTo(parameters.layout());
        Parameters empty = new Parameters(Layout.builder().build(), new float[0]);
        assertThat(Wire.roundTrip(empty)).isEqualTo(empty);
    }

    @Test
    void clientsAndArraysArrive() {
        Examples examples = new Examples(new FloatFeatures(2, 3, floats(6)), new int[] {7, Integer.MAX_VALUE});
        Client[] arrived =
                Wire.roundTrip(new Client[] {new Client(Integer.MAX_VALUE, examples), new Client(0, examples)});
        assertThat(arrived).extracting(Client::id).containsExactly(Integer.MAX_VALUE, 0);
        assertThat(arrived[1].examples()).isEqualTo(examples);
        UpdateSum[] sums = Wire.roundTrip(new UpdateSum[] {UpdateSum.empty(2), UpdateSum.empty(0)});
        assertThat(sums).extracting(sum -> sum.words().length).containsExactly(2, 0);
        MeanUpdate[] means = Wire.roundTrip(new MeanUpdate[] {new MeanUpdate(1, floats(2), tally())});
        assertThat(means[0].values()).isEqualTo(floats(2));
        assertThat(Wire.roundTrip(new int[] {1, -1})).containsExactly(1, -1);
    }

    @Test
    void embeddingsArrive() {
        Embeddings sent = new Embeddings(7, new int[] {3, -1}, new float[] {1, -2, Float.MIN_VALUE, Float.NaN});
        Embeddings arrived = Wire.roundTrip(sent);
        assertThat(arrived.holder()).isEqualTo(7);
        assertThat(arrived.dimension()).isEqualTo(2);
        assertThat(arrived.labels()).isEqualTo(sent.labels());
        assertThat(arrived.values()).isEqualTo(sent.values());
    }

    @Test
    void aScorecardArrivesAndStillMerges() {
        Examples one = new Examples(new PixelFeatures(1, 2, new byte[] {-1, 1}), new int[] {1});
        List<WrongExample> wrong = new ArrayList<>(List.of(new WrongExample(5L << 32 | 7, one, 0)));
        AccuracySpread spread = new AccuracySpread();
        spread.record(1, 3);
        Scorecard card = new Scorecard(new Confusion(2, new long[] {1, 2, 3, Long.MAX_VALUE}), spread, 2, wrong);
        Scorecard arrived = Wire.roundTrip(card);
        arrived.add(new Scorecard(2, 2));
        assertThat(arrived.confusion().counts()).isEqualTo(card.confusion().counts());
        assertThat(arrived.spread().counts()).isEqualTo(spread.counts());
        assertThat(arrived.spread().lowest()).isEqualTo(1 / 3.0);
        assertThat(arrived.spread().highest()).isEqualTo(1 / 3.0);
        assertThat(arrived.wrongLimit()).isEqualTo(2);
        assertThat(arrived.wrong()).hasSize(1);
        assertThat(arrived.wrong().get(0).position()).isEqualTo(5L << 32 | 7);
        assertThat(arrived.wrong().get(0).example()).isEqualTo(one);
    }

    @Test
    void aShortlistArrivesWithItsExamples() {
        Examples shown = new Examples(new PixelFeatures(1, 2, new byte[] {-1, 1}), new int[] {1});
        Examples embedded = new Examples(new FloatFeatures(1, 1, new float[] {0.5f}), new int[] {1});
        Shortlist list = new Shortlist(2, 3);
        list.add(1, new ShortlistedExample(-0.25, 5L << 32 | 7, shown, embedded, 4));
        Shortlist arrived = Wire.roundTrip(list);
        assertThat(arrived.of(0)).isEmpty();
        assertThat(arrived.most()).isEqualTo(3);
        ShortlistedExample one = arrived.of(1).get(0);
        assertThat(one.order()).isEqualTo(-0.25);
        assertThat(one.position()).isEqualTo(5L << 32 | 7);
        assertThat(one.shown()).isEqualTo(shown);
        assertThat(one.embedded()).isEqualTo(embedded);
        assertThat(one.predicted()).isEqualTo(4);
    }

    @Test
    void momentsAndSlicesOfThemKeepFormatAndWords() {
        for (SecondMoments second : SecondMoments.values()) {
            MomentsFormat format = new MomentsFormat(3, 70, second, true, new Grid(9));
            long[] words = new Moments(format).words();
            RandomStream random = RandomStream.of(1, "moments");
            java.util.Arrays.setAll(words, i -> random.nextLong() >> (i % 64));
            Moments whole = Wire.roundTrip(new Moments(format, 0, words.clone()));
            assertThat(whole.format()).isEqualTo(format);
            assertThat(whole.words()).isEqualTo(words);
            Moments[] slices = {new Moments(format, 5, java.util.Arrays.copyOf(words, 11))};
            Moments slice = Wire.roundTrip(slices)[0];
            assertThat(slice.offset()).isEqualTo(5);
            assertThat(slice.words()).isEqualTo(java.util.Arrays.copyOf(words, 11));
        }
    }

    @Test
    void aClassThatIsNotRegisteredIsRefusedByName() {
        assertThatThrownBy(() -> Wire.roundTrip(new Stranger()))
                .hasMessageContaining("Class is not registered")
                .hasMessageContaining("Stranger");
    }

    private static final class Stranger {}

    private static Tally tally() {
        return Tally.ofWords(new long[] {1, 2, 3, 4, 5, Long.MIN_VALUE, 7, 8, 9, 10, 11, Long.MAX_VALUE});
    }

    private static float[] floats(int length) {
        RandomStream random = RandomStream.of(2, "floats");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static int[] labels(int length) {
        int[] labels = new int[length];
        java.util.Arrays.setAll(labels, i -> i * 1_000_003);
        return labels;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        java.util.Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void wordsOfEveryWidthArriveAsTheyWere() {
        List<Long> edges = new ArrayList<>(List.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE));
        for (int bits = 7; bits < 63; bits += 8) {
            long edge = 1L << bits;
            edges.addAll(List.of(edge, edge - 1, -edge, -edge - 1));
        }
        for (long edge : edges) {
            // Alone in its chunk, as the last of another, and among zeros.
            long[] words = new long[3 * 2048 + 1];
            java.util.Arrays.fill(words, 0, 2048, edge);
            words[4095] = edge;
            words[6144] = -edge;
            assertThat(Wire.roundTrip(new UpdateSum(0, words.clone(), tally())).words())
                    .as("%x", edge)
                    .isEqualTo(words);
        }
    }

    @Test
    void wordsTravelInAsManyBytesAsTheLargestOfTheirChunkNeeds() {
        for (int bytes = 0; bytes <= 8; bytes++) {
            long[] words = new long[1 << 16];
            java.util.Arrays.fill(words, bytes == 0 ? 0 : -1L << (8 * bytes - 1));
            int size = Wire.size(new UpdateSum(0, words, tally()));
            assertThat(size).isBetween(words.length * bytes, words.length * bytes + 200);
        }
    }

    @Test
    void aSumOfSeveralPiecesArrivesInPieces() {
        UpdateSum sum = UpdateSum.empty(5, UpdateSum.PIECE + 3, tally());
        RandomStream random = RandomStream.of(1, "pieces");
        for (long[] piece : sum.pieces()) {
            java.util.Arrays.setAll(piece, i -> random.nextLong() >> (i % 64));
        }
        UpdateSum arrived = Wire.roundTrip(sum);
        assertThat(arrived.offset()).isEqualTo(5);
        assertThat(arrived.length()).isEqualTo(sum.length());
        assertThat(arrived.pieces()).isDeepEqualTo(sum.pieces());
        assertThat(arrived.tally().words()).isEqualTo(tally().words());
    }
}
