package dev.kindling.spark.ml;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The folder {@code data} of a saved model: a card in JSON, and parameters as safetensors or sums as big-endian 64-bit words. */
final class ModelFolder {

    static final int VERSION = 1;

    private static final String CARD = "card.json";
    private static final String PARAMETERS = "model.safetensors";
    private static final String SUMS = "sums.bin";
    private static final int MOST_CARD_BYTES = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Configuration hadoop;

    /** In the folder that Spark ML saves a model to. */
    ModelFolder(String saved, Configuration hadoop) {
        this.folder = new Path(saved, "data");
        this.hadoop = hadoop;
    }

    /** What stands beside the numbers; a record. */
    interface Card {

        int version();

        /** What was saved. */
        Scores read(ModelFolder folder);
    }

    /** {@code json} is what {@link RecordJson} makes of a {@link Card}. */
    void writeCard(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        write(CARD, out -> out.write(bytes));
    }

    void writeParameters(Parameters parameters) {
        write(PARAMETERS, out -> Safetensors.write(parameters, Map.of(), out));
    }

    void writeWords(long[] words) {
        write(SUMS, out -> {
            DataOutputStream data = new DataOutputStream(new java.io.BufferedOutputStream(out, BUFFER));
            for (long word : words) {
                data.writeLong(word);
            }
            data.flush();
        });
    }

    private void write(String name, AtomicFiles.Content content) {
        try {
            AtomicFiles.write(hadoop, new Path(folder, name), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What was saved here. */
    Scores read() {
        Path file = new Path(folder, CARD);
        String json = reading(file, in -> new String(in.readNBytes(MOST_CARD_BYTES), StandardCharsets.UTF_8));
        Card card = RecordJson.read(json, Card.class, file.toString());
        if (card.version() != VERSION) {
            throw UserMistake.of(
                    "model format version", VERSION, card.version(), file, "load it with the Kindling that wrote it");
        }
        return card.read(this);
    }

    Parameters readParameters(Layout layout) {
        Path file = new Path(folder, PARAMETERS);
        return reading(file, in -> Safetensors.read(in, file.toString()).arrangedAs(layout, file.toString()));
    }

    long[] readWords(int count) {
        Path file = new Path(folder, SUMS);
        return reading(file, in -> {
            DataInputStream data = new DataInputStream(new java.io.BufferedInputStream(in, BUFFER));
            long[] words = new long[count];
            for (int i = 0; i < count; i++) {
                words[i] = data.readLong();
            }
            if (data.read() >= 0) {
                throw UserMistake.of("sums", count + " words", "more", file, "save the model again");
            }
            return words;
        });
    }

    private interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    private <T> T reading(Path file, Reading<T> reading) {
        try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
            return reading.from(in);
        } catch (FileNotFoundException | EOFException incomplete) {
            throw new UserMistake(
                    file + " is missing or cut short: the model was not saved whole; save it again", incomplete);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
