package dev.kindling.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata entry that keeps each tensor's block, in layout order, as {@code {"name":block}}. Names, not places: other
 * tools sort the tensors when they save a file again, and the layout should survive that.
 */
final class BlockNumbers {

    private BlockNumbers() {}

    static String print(Layout layout) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (Layout.Tensor tensor : layout.tensors()) {
                json.writeNumberField(tensor.name(), tensor.block());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The parameters in the layout the file's entry describes; as they are if it has none. */
    static Parameters apply(Header header, Parameters inFileOrder, String where) {
        String text = header.metadata().get(Header.BLOCKS);
        if (text == null) {
            return inFileOrder;
        }
        Layout layout = layout(new ForeignJson(text, Header.BLOCKS, where), header);
        return new Arrangement(inFileOrder, where).as(layout);
    }

    private static Layout layout(ForeignJson json, Header header) {
        Map<String, List<Integer>> shapes = new HashMap<>();
        header.entries().forEach(entry -> shapes.put(entry.name(), entry.shape()));
        List<Layout.Tensor> tensors = new ArrayList<>();
        json.object(name -> {
            List<Integer> shape = shapes.remove(name);
            if (shape == null) {
                throw json.mistake("names of tensors in the file", name);
            }
            tensors.add(next(json, tensors, name, shape));
        });
        json.end();
        if (!shapes.isEmpty()) {
            throw json.mistake("a block for every tensor", "none for " + shapes.size() + " of them");
        }
        return new Layout(tensors);
    }

    private static Layout.Tensor next(ForeignJson json, List<Layout.Tensor> before, String name, List<Integer> shape) {
        Layout.Tensor last = before.isEmpty() ? null : before.get(before.size() - 1);
        int least = last == null ? 0 : last.block();
        long most = last == null ? 0 : last.block() + 1L;
        long block = json.integer();
        if (block < least || block > most) {
            throw json.mistake("block numbers that rise from 0 by at most 1", block);
        }
        int offset = last == null ? 0 : last.offset() + last.size();
        return new Layout.Tensor(name, shape, offset, (int) block);
    }
}
