package dev.kindling.jobs.tracking.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.report.Pixels;
import dev.kindling.jobs.report.WrongExample;
import dev.kindling.jobs.tracking.Recorder;
import dev.kindling.jobs.tracking.SampleRounds;
import dev.kindling.jobs.tracking.TrackedRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {

    private Path folder;

    @BeforeEach
    void begin(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void theReaderHasTheRightChecksum() {
        // The check value of CRC-32C/iSCSI, and 32 zeros as in RFC 3720, B.4.
        assertThat(EventReader.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xE3069283);
        assertThat(EventReader.crc32c(new byte[32])).isEqualTo(0x8A9136AA);
    }

    @Test
    void aFileBeginsAsEveryEventFileDoes() throws IOException {
        record(0, 1, 0);

        byte[] head = Arrays.copyOf(Files.readAllBytes(only()), 12);
        // 24 bytes follow, and the masked checksum of that length, as TensorFlow's own files have it.
        assertThat(HexFormat.of().formatHex(head)).isEqualTo("1800000000000000a37f4b22");
        assertThat(EventReader.folder(events()).get(0).version()).isEqualTo("brain.Event:2");
        assertThat(only().getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\.kindling\\.0000");
    }

    @Test
    void everyRoundHasItsScalars() throws IOException {
        double before = System.currentTimeMillis() / 1e3;
        record(0, 1, 4);

        List<EventReader.Read> rounds = rounds(EventReader.folder(events()));
        assertThat(rounds).extracting(EventReader.Read::step).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rounds.get(0).scalars())
                .containsEntry("loss/train", 1f)
                .containsEntry("clients/merged", 3f)
                .containsEntry("clients/absent", 1f)
                .containsEntry("bytes/down", 400f)
                .containsEntry("bytes/up", 300f)
                .containsEntry("seconds/broadcast", 0.125f)
                .containsEntry("seconds/evaluate", 0.0625f)
                .doesNotContainKeys("accuracy/validation", "accuracy/test", "seconds/merge");
        assertThat(rounds.get(3).scalars()).containsEntry("accuracy/validation", 0.2f);
        assertThat(rounds.get(3).wallTime()).isBetween(before, before + 60);
    }

    @Test
    void aRoundCanBeReadBeforeTheFileIsClosed() throws IOException {
        try (Recorder recorder = new TensorBoard(1, 16).open(run(0))) {
            recorder.stepFinished(SampleRounds.step(1));

            assertThat(rounds(EventReader.folder(events())))
                    .extracting(EventReader.Read::step)
                    .containsExactly(1L);
        }
    }

    @Test
    void theBucketsOfAHistogramHoldAllValuesOfTheirTensor() throws IOException {
        record(0, 1, 1);

        var histograms = rounds(EventReader.folder(events())).get(0).histograms();
        EventReader.Histogram weight = Objects.requireNonNull(histograms.get("model/weight"));
        EventReader.Histogram bias = Objects.requireNonNull(histograms.get("model/bias"));
        assertThat(histograms).hasSize(2);
        assertThat(sum(weight.counts())).isEqualTo(weight.num()).isEqualTo(12);
        assertThat(sum(bias.counts())).isEqualTo(bias.num()).isEqualTo(3);
        // -5 to 6: 12 values, sum 6, squares 55 + 91.
        assertThat(weight.min()).isEqualTo(-5);
        assertThat(weight.max()).isEqualTo(6);
        assertThat(weight.sum()).isEqualTo(6);
        assertThat(weight.squares()).isEqualTo(146);
        assertThat(weight.limits()).isSorted().hasSize(TensorHistogram.BUCKETS);
        assertThat(weight.limits()).endsWith(6.0);
        // Nine buckets of 11/64 end at -3.45: below lie -5 and -4.
        assertThat(sum(weight.counts().subList(0, 9))).isEqualTo(2);
        assertThat(bias.max()).isEqualTo(0.5);
    }

    @Test
    void whatIsNotFiniteIsInNoBucket() {
        float[] values = {Float.NaN, 1, Float.NEGATIVE_INFINITY, 3, 2};

        TensorHistogram histogram = new TensorHistogram(values, 0, 5);

        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.lowest()).isEqualTo(1);
        assertThat(histogram.highest()).isEqualTo(3);
        assertThat(new TensorHistogram(values, 0, 1).isEmpty()).isTrue();
    }

    @Test
    void histogramsAreOfEverySoManyRoundsAndOfTheLast() throws IOException {
        record(0, 4, 10);

        assertThat(rounds(EventReader.folder(events())).stream()
                        .filter(read -> !read.histograms().isEmpty())
                        .map(EventReader.Read::step))
                .containsExactly(4L, 8L, 10L);
    }

    @Test
    void aResumedRunTakesBackWhatItTellsAgainInAFileBehindTheFirst() throws IOException {
        record(0, 1, 7);
        Path first = only();
        record(5, 1, 2);

        assertThat(EventReader.files(events())).hasSize(2).first().isEqualTo(first);
        List<EventReader.Read> second =
                EventReader.file(Files.readAllBytes(EventReader.files(events()).get(1)));
        assertThat(second.get(1).restart()).isTrue();
        assertThat(second.get(1).step()).isEqualTo(6);
        assertThat(rounds(second)).extracting(EventReader.Read::step).containsExactly(6L, 7L);
    }

    @Test
    void picturesOfWrongExamplesSayWhatTheyWereTakenFor() throws IOException {
        byte[] values = {0, 50, 100, (byte) 150, (byte) 200, (byte) 250};
        WrongExample wrong = new WrongExample(new Pixels(1, 2, 3, values), "7", "1", Double.NaN);
        try (Recorder recorder = new TensorBoard(1, 1).open(run(0))) {
            recorder.runFinished(List.of(wrong, wrong));
        }

        var images = EventReader.folder(events()).get(2).images();
        assertThat(images).containsOnlyKeys("wrong/01 7 taken for 1");
        var picture =
                ImageIO.read(new ByteArrayInputStream(images.values().iterator().next()));
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getRaster().getSample(2, 1, 0)).isEqualTo(250);
    }

    @Test
    void whereAFileIsShownOnlyWhenItIsClosedOneIsClosedEveryMinute() throws IOException {
        Configuration store = new Configuration();
        store.set("fs.file.impl", StoreLike.class.getName());
        store.setBoolean("fs.file.impl.disable.cache", true);
        try (EventFiles files = new EventFiles(store, new org.apache.hadoop.fs.Path(events().toUri()), 1e9)) {
            for (int second : new int[] {0, 30, 61, 70, 131}) {
                files.write(Event.summary(1e9 + second, second, List.of()), 1e9 + second);
            }
        }

        assertThat(EventReader.files(events())).hasSize(2);
        assertThat(rounds(EventReader.folder(events())))
                .extracting(EventReader.Read::step)
                .containsExactly(30L, 61L, 70L, 131L);
    }

    @Test
    void whatCannotBeWrittenEndsNoRun() throws IOException {
        Files.writeString(events(), "in the way");

        record(0, 1, 2);

        assertThat(events()).hasContent("in the way");
    }

    @Test
    void everyIsAtLeastOne() {
        assertThatThrownBy(() -> new TensorBoard(0, 16))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("every must be at least 1 but was 0");
        assertThat(TensorBoard.defaults().every()).isCloseTo(1, within(0));
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private TrackedRun run(int roundsDone) {
        return SampleRounds.run(folder, roundsDone);
    }

    private void record(int roundsDone, int every, int rounds) {
        try (Recorder recorder = new TensorBoard(every, 16).open(run(roundsDone))) {
            for (int round = roundsDone + 1; round <= roundsDone + rounds; round++) {
                recorder.stepFinished(SampleRounds.step(round));
            }
        }
    }

    /** Those of rounds, which have a step and restart nothing. */
    private static List<EventReader.Read> rounds(List<EventReader.Read> events) {
        return events.stream()
                .filter(event -> event.step() > 0 && !event.restart())
                .toList();
    }

    private Path events() {
        return folder.resolve("tensorboard");
    }

    private Path only() throws IOException {
        assertThat(EventReader.files(events())).hasSize(1);
        return EventReader.files(events()).get(0);
    }
}
