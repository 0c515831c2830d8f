package dev.kindling.spark.shard;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.Features;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** Puts the fragments of each client together in stored order, whatever order they were fetched in. */
final class ClientAssembly implements FlatMapFunction<Iterator<Tuple2<Integer, Fragment>>, Client> {

    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Client> call(Iterator<Tuple2<Integer, Fragment>> fragments) {
        Map<Integer, List<Fragment>> byClient = new TreeMap<>();
        while (fragments.hasNext()) {
            Tuple2<Integer, Fragment> entry = fragments.next();
            byClient.computeIfAbsent(entry._1(), client -> new ArrayList<>()).add(entry._2());
        }
        Iterator<Map.Entry<Integer, List<Fragment>>> clients =
                byClient.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return clients.hasNext();
            }

            @Override
            public Client next() {
                Map.Entry<Integer, List<Fragment>> entry = clients.next();
                Client client = new Client(entry.getKey(), join(entry.getValue()));
                clients.remove();
                return client;
            }
        };
    }

    private static Examples join(List<Fragment> fragments) {
        fragments.sort(Comparator.comparingInt(Fragment::sequence));
        if (fragments.size() == 1) {
            return fragments.get(0).examples();
        }
        int total = 0;
        for (Fragment fragment : fragments) {
            total += fragment.examples().size();
        }
        int[] labels = new int[total];
        int at = 0;
        for (Fragment fragment : fragments) {
            int[] part = fragment.examples().labels();
            System.arraycopy(part, 0, labels, at, part.length);
            at += part.length;
        }
        return new Examples(joinFeatures(fragments, total), labels);
    }

    private static Features joinFeatures(List<Fragment> fragments, int total) {
        Features first = fragments.get(0).examples().features();
        int width = first.width();
        int size = Math.multiplyExact(total, width);
        if (first instanceof PixelFeatures) {
            byte[] bytes = new byte[size];
            copyParts(fragments, bytes);
            return new PixelFeatures(total, width, bytes);
        }
        float[] values = new float[size];
        copyParts(fragments, values);
        return new FloatFeatures(total, width, values);
    }

    private static void copyParts(List<Fragment> fragments, Object whole) {
        int at = 0;
        for (Fragment fragment : fragments) {
            Features part = fragment.examples().features();
            Object values = part instanceof PixelFeatures pixels ? pixels.bytes() : ((FloatFeatures) part).values();
            int length = part.examples() * part.width();
            System.arraycopy(values, 0, whole, at, length);
            at += length;
        }
    }
}
