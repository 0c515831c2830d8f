package dev.kindling.jobs.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.data.Examples;
import dev.kindling.data.Features;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.continual.ContinualState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A state between two experiences in a file. */
final class CarriedWords {

    private CarriedWords() {}

    static void write(ContinualState state, DataOutputStream out) throws IOException {
        Carried carried = state.carried();
        out.writeInt(carried.experiences());
        Words.write(carried.model().values(), out);
        Parameters importance = carried.importance();
        out.writeBoolean(importance != null);
        if (importance != null) {
            Words.write(importance.values(), out);
        }
        write(carried.memory(), out);
        Words.write(carried.means(), out);
        write(state.accuracy(), out);
    }

    /** A state whose model has this layout. */
    static ContinualState read(Layout layout, DataInputStream in) throws IOException {
        int experiences = in.readInt();
        Parameters model = new Parameters(layout, Words.floats(in));
        Parameters importance = in.readBoolean() ? new Parameters(layout, Words.floats(in)) : null;
        Memory memory = memory(in);
        float[] means = Words.floats(in);
        return new ContinualState(new Carried(experiences, model, importance, memory, means), matrix(in));
    }

    static void write(AccuracyMatrix matrix, DataOutputStream out) throws IOException {
        out.writeInt(matrix.experiences());
        Words.write(matrix.correctCounts(), out);
        Words.write(matrix.totalCounts(), out);
    }

    static AccuracyMatrix matrix(DataInputStream in) throws IOException {
        return new AccuracyMatrix(in.readInt(), Words.longs(in), Words.longs(in));
    }

    private static void write(Memory memory, DataOutputStream out) throws IOException {
        Words.write(memory.keys(), out);
        Words.write(memory.ids(), out);
        Words.write(memory.examples().labels(), out);
        Features features = memory.examples().features();
        out.writeInt(features.width());
        out.writeBoolean(features instanceof PixelFeatures);
        if (features instanceof PixelFeatures pixels) {
            Words.write(pixels.bytes(), out);
        } else {
            Words.write(((FloatFeatures) features).values(), out);
        }
        Words.write(memory.logits(), out);
    }

    private static Memory memory(DataInputStream in) throws IOException {
        long[] keys = Words.longs(in);
        long[] ids = Words.longs(in);
        int[] labels = Words.ints(in);
        int width = in.readInt();
        Features features = in.readBoolean()
                ? new PixelFeatures(labels.length, width, Words.bytes(in))
                : new FloatFeatures(labels.length, width, Words.floats(in));
        return new Memory(keys, ids, new Examples(features, labels), Words.floats(in));
    }
}
