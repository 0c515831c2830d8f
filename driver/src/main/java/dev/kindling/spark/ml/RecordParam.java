package dev.kindling.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/**
 * A param whose value is one of Kindling's records: a learner, a rule, a network, an optimiser, a head. Records check themselves and are their own
 * configuration; files keep them as JSON, see {@link RecordJson}.
 */
public final class RecordParam<T> extends Param<T> {

    private static final long serialVersionUID = 1;

    private final Class<T> type;

    public RecordParam(Identifiable parent, String name, String doc, Class<T> type) {
        super(parent, name, doc);
        this.type = type;
    }

    @Override
    public String jsonEncode(T value) {
        return RecordJson.write(value);
    }

    @Override
    public T jsonDecode(String json) {
        return RecordJson.read(json, type, "param " + name());
    }
}
