package dev.kindling.codec;

import dev.kindling.nn.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file's header: its metadata, and its tensors in the order of their data, without gap or overlap. */
record Header(Map<String, String> metadata, List<Entry> entries) {

    static final String METADATA = "__metadata__";
    static final String BLOCKS = "kindling.blocks";
    static final String VERSION = "kindling.format";
    static final String DTYPE = "dtype";
    static final String SHAPE = "shape";
    static final String OFFSETS = "data_offsets";
    static final String F32 = "F32";

    /** One tensor; offsets are bytes from the first value of the file, the end exclusive. */
    record Entry(String name, List<Integer> shape, long begin, long end) {

        Entry {
            shape = List.copyOf(shape);
        }
    }

    Header {
        metadata = Map.copyOf(metadata);
        entries = List.copyOf(entries);
    }

    /** Number of values in the file. */
    int values() {
        return entries.isEmpty()
                ? 0
                : Math.toIntExact(entries.get(entries.size() - 1).end() / Float.BYTES);
    }

    /** The layout in file order, everything in one block. */
    Layout layout() {
        List<Layout.Tensor> tensors = new ArrayList<>();
        for (Entry entry : entries) {
            tensors.add(new Layout.Tensor(entry.name(), entry.shape(), (int) (entry.begin() / Float.BYTES), 0));
        }
        return new Layout(tensors);
    }

    Map<String, String> userMetadata() {
        Map<String, String> user = new LinkedHashMap<>(metadata);
        user.remove(BLOCKS);
        user.remove(VERSION);
        return user;
    }
}
